# Types a line and a tab at the prompt of a zsh that has read the completion script, and prints the line that becomes of it.
#
#   zsh -f complete.zsh SCRIPT NEW-FILE LINE
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source $1; tell() { print -r -- \$BUFFER >>$2 }; zle -N tell; bindkey -e; bindkey '^X' tell; print re''ady"
zpty -r shell said '*ready*'
zpty -w -n shell "$3"$'\t\x18'
# What the shell says is read meanwhile, for it waits for that.
until [[ -s $2 ]]; do zpty -r -t shell said || sleep 0.1; done
print -r -- "$(<$2)"

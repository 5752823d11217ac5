// A bar of CSS alone: its width is set by the style object, which the content security policy allows.

export function fillBar(parent, share, tone) {
  const fill = parent.querySelector('.fill');
  fill.style.width = `${Math.round(share * 1000) / 10}%`;
  fill.dataset.tone = tone === 'positive' || tone === 'negative' ? tone : 'other';
}

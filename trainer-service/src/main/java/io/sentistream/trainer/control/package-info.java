/** The one owner of what serves: it reads feedback and commands, and announces candidates and the serving model. */
package io.sentistream.trainer.control;

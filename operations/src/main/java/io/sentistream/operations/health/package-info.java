/** Whether a service lives and works, and if not, why. */
package io.sentistream.operations.health;

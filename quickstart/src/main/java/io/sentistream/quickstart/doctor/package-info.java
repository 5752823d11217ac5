/** Whether this machine and the cluster have what the system needs, and what mends what they lack. */
package io.sentistream.quickstart.doctor;

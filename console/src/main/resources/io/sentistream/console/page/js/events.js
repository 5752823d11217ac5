// The console's events. A connection that is silent for longer than the heartbeat is taken for broken and made anew.

const SILENT_MS = 15_000;
const AGAIN_MS = 2_000;
const NAMES = [
  'about', 'status', 'models', 'learning', 'training', 'accuracy', 'shadow', 'drift', 'requests', 'letters', 'quarantine',
  'traffic', 'results', 'heartbeat'
];

/**
 * Listens from now on.
 *
 * @param heard is called with each event's name and data
 * @param connected is called with whether the connection stands, at each change
 */
export function listen(heard, connected) {
  let source;
  let last = Date.now();

  function open() {
    last = Date.now();
    source = new EventSource('api/events');
    for (const name of NAMES) {
      source.addEventListener(name, event => {
        last = Date.now();
        connected(true);
        heard(name, JSON.parse(event.data));
      });
    }
    source.onerror = () => {
      connected(false);
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, AGAIN_MS);
      }
    };
  }

  setInterval(() => {
    if (source.readyState !== EventSource.CLOSED && Date.now() - last > SILENT_MS) {
      source.close();
      connected(false);
      open();
    }
  }, 1_000);
  open();
}

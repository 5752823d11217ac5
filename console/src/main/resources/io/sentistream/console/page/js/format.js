// Numbers and times for people.

export function percent(share) {
  // 99.96 % is not certain, so never round up to 100.
  return share < 1 && share >= 0.9995 ? '> 99.9 %' : `${(share * 100).toFixed(1)} %`;
}

export function millis(ms) {
  if (ms === null || ms === undefined) {
    return '–';
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms / 1000);
}

export function duration(seconds) {
  if (seconds < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function ago(at, now = Date.now()) {
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 45) {
    return 'just now';
  }
  if (seconds < 3600) {
    return `${Math.round(seconds / 60)} min ago`;
  }
  if (seconds < 86_400) {
    return `${Math.round(seconds / 3600)} h ago`;
  }
  return new Date(at).toLocaleDateString(undefined, {year: 'numeric', month: 'short', day: 'numeric'});
}

export function when(at) {
  return new Date(at).toLocaleString();
}

export function bytes(count) {
  return count < 1024 ? `${count} bytes`
    : count < 1 << 20 ? `${(count / 1024).toFixed(1)} KB` : `${(count / (1 << 20)).toFixed(1)} MB`;
}

/** A metric with as many digits as it deserves. */
export function metric(value) {
  return typeof value !== 'number' ? String(value)
    : Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(4);
}

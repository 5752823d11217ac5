// The charts. Each has a key with the last values in words, for those who can't see the lines.

import uPlot from '../uplot/uPlot.esm.js';
import {byId, copy, element, write} from './dom.js';
import {millis} from './format.js';

const HEIGHT = 150;
const charts = new Map();

/** A chart's definition: its title, what it says while it is empty, and its lines. */
const DEFINITIONS = {
  throughput: {
    title: 'Throughput',
    empty: 'No results in the last ten minutes.',
    lines: [{name: 'results/s', colour: '--accent', filled: true, format: value => value.toFixed(1)}]
  },
  latency: {
    title: 'Latency',
    empty: 'No results in the last ten minutes.',
    axis: millis,
    lines: [
      {name: 'p50', colour: '--line-1', format: millis},
      {name: 'p95', colour: '--line-2', format: millis},
      {name: 'p99', colour: '--line-3', format: millis}
    ]
  },
  accuracy: {
    title: 'Accuracy by version',
    empty: 'Shown once a candidate has been judged.',
    versions: true,
    lines: [
      {name: 'new domain', colour: '--line-1', format: value => value.toFixed(3)},
      {name: 'old domain', colour: '--line-2', format: value => value.toFixed(3)}
    ]
  },
  training: {
    title: 'Loss while training',
    empty: 'Drawn while a training runs.',
    steps: true,
    lines: [{name: 'loss', colour: '--line-3', format: value => value.toFixed(3)}]
  },
  loss: {
    title: 'Training loss by version',
    empty: 'Shown once a training has ended.',
    versions: true,
    lines: [{name: 'loss', colour: '--line-3', format: value => value.toFixed(3)}]
  }
};

export function setUpCharts() {
  for (const [name, definition] of Object.entries(DEFINITIONS)) {
    const figure = copy('chart');
    figure.id = `chart-${name}`;
    write(figure, 'h2', definition.title);
    write(figure, '.empty', definition.empty);
    byId('charts').append(figure);
    charts.set(name, {definition, figure, data: null, names: [], steps: 0, plot: null});
  }
  new ResizeObserver(() => charts.forEach(resize)).observe(byId('charts'));
}

/** Draws all anew, in the colours of the theme. */
export function redrawCharts() {
  charts.forEach(chart => {
    chart.plot?.destroy();
    chart.plot = null;
    draw(chart);
  });
}

export function onTraffic({bucketMillis, points}) {
  const times = points.map(point => point.at / 1000);
  const any = points.some(point => point.count > 0);
  show('throughput', any ? [times, points.map(point => point.count * 1000 / bucketMillis)] : null);
  show('latency', any
    ? [times, points.map(point => point.p50), points.map(point => point.p95), points.map(point => point.p99)] : null);
}

export function onVersions(newestFirst) {
  const versions = [...newestFirst].reverse();
  const line = name => versions.map(version => version.metrics[name] ?? null);
  const names = versions.map(version => version.version);
  const xs = versions.map((_, index) => index);
  const known = values => values.some(value => value !== null);
  const feedback = line('feedback.withheld.accuracy');
  const base = line('base.withheld.accuracy');
  show('accuracy', known(feedback) || known(base) ? [xs, feedback, base] : null, names);
  const loss = line('train.loss');
  show('loss', known(loss) ? [xs, loss] : null, names);
}

/** The losses of one training, drawn from its first step to its last. */
export function onLosses({steps, points}) {
  charts.get('training').steps = steps;
  show('training', points.length > 0 ? [points.map(point => point.step), points.map(point => point.loss)] : null);
}

function show(name, data, names = []) {
  const chart = charts.get(name);
  chart.data = data;
  if (chart.names.length !== names.length) {
    chart.plot?.destroy();
    chart.plot = null;
  }
  chart.names = names;
  draw(chart);
}

function draw(chart) {
  const {definition, figure, data} = chart;
  figure.classList.toggle('blank', !data);
  const key = figure.querySelector('.key');
  key.replaceChildren();
  if (!data) {
    chart.plot?.destroy();
    chart.plot = null;
    return;
  }
  const words = definition.lines.map((line, index) => {
    const last = data[index + 1].findLast(value => value !== null);
    return [line, last === undefined ? '–' : line.format(last)];
  });
  words.forEach(([line, last]) => {
    const item = element('span', '', 'line');
    const swatch = element('i', '');
    swatch.style.background = colour(line.colour);
    item.append(swatch, `${line.name} `, element('b', last));
    key.append(item);
  });
  figure.querySelector('.plot').setAttribute('aria-label',
    `${definition.title}, last values: ${words.map(([line, last]) => `${line.name} ${last}`).join(', ')}`);
  if (chart.plot) {
    chart.plot.setData(data);
  } else {
    chart.plot = new uPlot(options(chart), data, figure.querySelector('.plot'));
  }
}

function options(chart) {
  const {definition, figure, names} = chart;
  const grid = {stroke: colour('--grid'), width: 1};
  const axis = {stroke: colour('--soft'), font: '11px Inter, system-ui, sans-serif', ticks: {show: false}};
  return {
    width: width(figure),
    height: HEIGHT,
    legend: {show: false},
    cursor: {show: false},
    padding: [8, 12, 0, 0],
    scales: {
      x: xScale(chart),
      y: {range: (plot, low, high) => bounds(definition, low, high)}
    },
    axes: [
      {...axis, size: 26, grid: {show: false},
        ...(definition.versions ? {
          splits: () => names.map((_, index) => index),
          values: (plot, splits) => splits.map(index => shortName(names, index))
        } : {values: (plot, splits) => splits.map(definition.steps ? plain : clock), space: 70})},
      {...axis, size: 52, space: 34, grid,
        values: (plot, splits) => splits.map(value => definition.axis ? definition.axis(value) : plain(value))}
    ],
    series: [{}, ...definition.lines.map(line => ({
      stroke: colour(line.colour),
      width: 1.8,
      fill: line.filled ? colour('--accent-tint') : undefined,
      spanGaps: definition.versions,
      points: {show: !line.filled, size: definition.versions ? 6 : 3.5, fill: colour(line.colour)}
    }))]
  };
}

function xScale(chart) {
  if (chart.definition.versions) {
    return {time: false, range: () => [-0.5, chart.names.length - 0.5]};
  }
  return chart.definition.steps ? {time: false, range: () => [0, chart.steps]} : {time: true};
}

function bounds(definition, low, high) {
  if (!definition.versions && !definition.steps) {
    return [0, Math.max(high ?? 0, 1) * 1.15];
  }
  const margin = Math.max((high - low) * 0.2, 0.02);
  return [Math.max(0, low - margin), high + margin];
}

/** v12 of v12-923b32fd, and of many only some. */
function shortName(names, index) {
  const every = Math.ceil(names.length / 8);
  return index % every === 0 ? (names[index] ?? '').split('-')[0] : '';
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, {hour: '2-digit', minute: '2-digit', hour12: false});
}

function plain(value) {
  return value >= 10 || value === 0 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
}

function resize(chart) {
  if (chart.plot) {
    chart.plot.setSize({width: width(chart.figure), height: HEIGHT});
  }
}

function width(figure) {
  return Math.max(120, figure.querySelector('.plot').clientWidth);
}

/** A colour of the style sheet as the theme has it: a canvas knows no variables. */
function colour(name) {
  const charts = byId('charts');
  charts.style.color = `var(${name})`;
  const resolved = getComputedStyle(charts).color;
  charts.style.color = '';
  return resolved;
}

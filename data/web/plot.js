// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a figure with the library that made it. Called by src/components/sp-plot-web.c.

const content = document.getElementById('content');

// The author's colours stay; what has none takes those of the desktop.
async function drawPlotly(figure, colours) {
  const layout = { paper_bgcolor: 'transparent', plot_bgcolor: 'transparent', ...(figure.layout || {}) };
  layout.font = { color: colours.text, ...(layout.font || {}) };
  layout.height = layout.height || 450;
  // Pictures are saved by the program.
  await Plotly.react(content, figure.data || [], layout, {
    responsive: true, displaylogo: false, modeBarButtonsToRemove: ['toImage', 'sendDataToCloud'],
  });
  if (figure.frames?.length) await Plotly.addFrames(content, figure.frames);
}

// `ast`: expressions are walked, not made into code, which the page's policy would refuse.
async function drawVega(figure, colours) {
  const config = {
    background: 'transparent',
    axis: { labelColor: colours.text, titleColor: colours.text },
    legend: { labelColor: colours.text, titleColor: colours.text },
    title: { color: colours.text },
  };
  // A single view without a width fills what there is, legend included.
  const isSingle = 'mark' in figure || 'layer' in figure;
  if (isSingle && figure.width === undefined && figure.config?.view?.width === undefined)
    figure = { ...figure, width: 'container', autosize: { type: 'fit', contains: 'padding' } };
  await vegaEmbed(content, figure, { actions: false, ast: true, config, renderer: 'svg' });
}

async function drawBokeh(figure) {
  content.replaceChildren();
  content.id = 'content';
  const place = document.createElement('div');
  place.id = figure.target_id || 'figure';
  content.append(place);
  await Bokeh.embed.embed_item(figure, place.id);
}

async function draw({ library, figure, colours }) {
  document.body.style.color = colours.text;
  if (library === 'plotly') await drawPlotly(figure, colours);
  else if (library === 'altair') await drawVega(figure, colours);
  else await drawBokeh(figure);
}

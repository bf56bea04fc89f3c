// The free node-link view: draws what stands in the page, and hides, dims and finds what it is asked to.
// Everything that it shows stands in the table below too.  It loads nothing and sends nothing but, to the
// page that frames it, the identifier of a node that somebody opens.
(function () {
  "use strict";
  const held = JSON.parse(document.getElementById("network-data").textContent);
  const place = document.getElementById("network");
  const form = document.getElementById("toggles");
  const selected = document.getElementById("selected");
  const FINE = 0.3; // the scale from which on the gaps of a dashed line can be seen
  const darkness = window.matchMedia("(prefers-color-scheme: dark)");
  const READ = 11; // the least height of a label on the screen, in pixels, where there is room for them
  const LARGEST = 40; // of a label, in the picture's own measure: larger ones lie over each other
  const FEW = 80; // so many nodes at most have labels of that height whatever the scale
  let middle = null;
  form.hidden = false; // before it is known how much room is left: what is fitted twice is drawn twice
  let room = size(); // how much room it has been fitted to
  let touched = false; // whether somebody has moved or enlarged it
  let network = null;
  let fine = false;
  let label = 14;

  function size() {
    return place.clientWidth + "x" + place.clientHeight;
  }

  function theme() {
    return held.themes[darkness.matches ? "dark" : "light"];
  }

  function shown(name) {
    const boxes = form.querySelectorAll('input[name="' + name + '"]');
    return new Set(Array.from(boxes).filter((box) => box.checked).map((box) => box.value));
  }

  // How nodes and edges look now.  Dashes too fine to be seen are not drawn: thousands of them take seconds.
  function look() {
    const colours = theme();
    const kinds = shown("kind");
    const bases = shown("basis");
    const words = form.elements.find.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const near = middle === null ? null : new Set([middle].concat(network.getConnectedNodes(middle)));
    const hidden = new Set();
    const nodes = held.nodes.map((node) => {
      const off = !kinds.has(node.kind) || !bases.has(node.basis);
      if (off) { hidden.add(node.id); }
      const text = (node.full + " " + node.id).toLocaleLowerCase();
      const dim = (near !== null && !near.has(node.id)) || !words.every((word) => text.includes(word));
      const colour = dim ? colours.faint : colours.kinds[node.kind];
      return {
        id: node.id,
        hidden: off,
        color: {
          background: node.hollow ? colours.ground : colour, border: colour,
          highlight: { background: node.hollow ? colours.ground : colour, border: colours.ink },
        },
        font: { color: dim ? colours.quiet : colours.ink, strokeColor: colours.ground },
      };
    });
    const edges = held.edges.map((edge) => {
      const dim = near !== null && edge.from !== middle && edge.to !== middle;
      const base = edge.chosen ? colours.thread : colours.line;
      return {
        id: edge.id,
        hidden: hidden.has(edge.from) || hidden.has(edge.to),
        dashes: fine && edge.dashes,
        arrows: fine ? "to" : "", // as fine as dashes
        color: { color: dim ? colours.faint : base, highlight: colours.thread },
      };
    });
    return { nodes: nodes, edges: edges };
  }

  // It is made as it is to look: whatever is changed afterwards is drawn twice.
  const first = look();
  const nodes = new vis.DataSet(held.nodes.map((node, at) => Object.assign({}, node, first.nodes[at])));
  const edges = new vis.DataSet(held.edges.map((edge, at) => Object.assign({ from: edge.from, to: edge.to, title: edge.title }, first.edges[at])));
  network = new vis.Network(place, { nodes: nodes, edges: edges }, held.options);

  function paint() {
    const now = look();
    nodes.update(now.nodes);
    edges.update(now.edges);
  }

  // Dashes and labels as the scale has them.
  function sharpen() {
    const wanted = Math.max(14, Math.min(LARGEST, Math.round(READ / network.getScale())));
    if (held.nodes.length <= FEW && wanted !== label) {
      label = wanted;
      network.setOptions({ nodes: { font: { size: label } } });
    }
    if (fine === (network.getScale() >= FINE)) { return; }
    fine = !fine;
    edges.update(look().edges);
  }

  function select(id) {
    middle = id;
    const node = id === null ? null : nodes.get(id);
    selected.textContent = "";
    if (node !== null) {
      selected.append(node.full + " – " + node.sort + " ");
      if (node.href) {
        const link = document.createElement("a");
        link.href = node.href;
        link.target = "_top";
        link.textContent = held.words.open;
        selected.append(link);
      }
    }
    paint();
  }

  network.on("selectNode", (event) => select(event.nodes[0]));
  network.on("deselectNode", () => select(null));
  network.on("doubleClick", (event) => {
    if (event.nodes.length && window.parent !== window) {
      window.parent.postMessage({ goalgraph: "expand", node: event.nodes[0] }, "*");
    }
  });
  form.addEventListener("change", paint);
  form.elements.find.addEventListener("input", paint);
  form.elements.whole.addEventListener("click", () => { select(null); network.unselectAll(); network.fit(); sharpen(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  darkness.addEventListener("change", paint);
  network.on("zoom", () => { touched = true; sharpen(); });
  network.on("dragStart", () => { touched = true; });
  // It is made before it is known how much room it gets: in a frame that is not shown yet, none.
  new ResizeObserver(() => {
    const now = size();
    if (touched || now === room) { return; }
    room = now;
    network.setSize("100%", "100%");
    network.redraw();
    network.fit();
    sharpen();
  }).observe(place);
  network.once("afterDrawing", () => { sharpen(); place.dataset.ready = "true"; });
}());

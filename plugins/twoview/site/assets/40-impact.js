// What stops and what runs worse when services and components are down, worked out as `twoview impact`
// does it: tests hold the two together.
(() => {
  // Every entry of `requires`, by each of its members.
  function consumersOf(nodes) {
    const found = new Map();
    for (const { id, requires = [] } of nodes) {
      for (const { of, spare = 0, degrades = false } of requires) {
        const entry = { id, degrades, left: spare };
        for (const member of of) {
          if (!found.has(member)) found.set(member, []);
          found.get(member).push(entry);
        }
      }
    }
    return found;
  }

  // All that is down when some are: an entry passes it on when more of its members are lost than it can spare.
  function downWith(starts, consumers) {
    const down = new Set(starts);
    const front = [...down];
    while (front.length) {
      for (const entry of consumers.get(front.pop()) ?? []) {
        if (entry.degrades) continue;
        entry.left -= 1;
        if (entry.left < 0 && !down.has(entry.id)) {
          down.add(entry.id);
          front.push(entry.id);
        }
      }
    }
    return down;
  }

  // All that is up and runs worse: it begins at degrading entries, and runs on through entries of every kind.
  function worseWith(down, consumers) {
    const worse = new Set();
    const entries = (id) => consumers.get(id) ?? [];
    const front = [...down].flatMap(entries).filter((entry) => entry.degrades);
    while (front.length) {
      const { id } = front.pop();
      if (worse.has(id) || down.has(id)) continue;
      worse.add(id);
      front.push(...entries(id));
    }
    return worse;
  }

  const sorted = (ids) => [...new Set(ids)].sort();

  function promisesOf({ id, promises = [] }, figures) {
    return promises.flatMap(([customer, places]) =>
      places.map((place) => [id, customer, figures[place][0], figures[place][1]]),
    );
  }

  // What follows when all that some ids name is down at once. The sets `down` and `worse` hold components too.
  function impact(ids, estate = window.twoview.estate) {
    const consumers = consumersOf(estate.nodes);
    const down = downWith(ids, consumers);
    const worse = worseWith(down, consumers);
    const services = estate.nodes.filter((node) => node.kind === "service" && node.status !== "retired");
    const stopping = services.filter(({ id }) => down.has(id));
    const idsOf = (nodes) => sorted(nodes.map(({ id }) => id));
    return {
      ids: [...new Set(ids)],
      stops: idsOf(stopping),
      degrades: idsOf(services.filter(({ id }) => worse.has(id))),
      holds: idsOf(services.filter(({ id }) => !down.has(id) && !worse.has(id))),
      outcomes: sorted(stopping.flatMap(({ outcomes = [] }) => outcomes)),
      customers: sorted(stopping.flatMap(({ customers = [] }) => customers)),
      promises: stopping
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .flatMap((service) => promisesOf(service, estate.figures)),
      down,
      worse,
    };
  }

  window.twoview = { ...window.twoview, impact };
})();

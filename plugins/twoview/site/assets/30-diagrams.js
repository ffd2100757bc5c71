// Scrolls diagrams to what their page is about.
(() => {
  // Scrolls each diagram to what its page is about, the box that is marked as the current one; where that can
  // be seen from the start, nothing before it is cut off.
  function showFocus() {
    for (const region of document.querySelectorAll(".tv-scroll")) {
      const focus = region.querySelector("[aria-current]");
      if (!focus) continue;
      const box = focus.getBoundingClientRect();
      const frame = region.getBoundingClientRect();
      const left = box.left - frame.left + region.scrollLeft;
      const top = box.top - frame.top + region.scrollTop;
      region.scrollLeft = startAt(left, box.width, region.clientWidth);
      region.scrollTop = startAt(top, box.height, region.clientHeight);
    }
  }

  function startAt(start, size, room) {
    return start + size < room ? 0 : start + size / 2 - room / 2;
  }

  // The theme may replace a page without loading it anew, and then says so through document$.
  if (typeof document$ === "undefined") document.addEventListener("DOMContentLoaded", showFocus);
  else document$.subscribe(showFocus);
})();

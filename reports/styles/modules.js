// Stands where Quarto put a module of its frame, which a browser refuses to load from a folder on disk (file://).
(function () {
  "use strict";
  var own = document.currentScript;
  if (window.location.protocol === "file:" || !own) return;
  // Written while the page is read, it runs in its turn, before the page is said to be ready.
  document.write('<script type="module" src="' + encodeURI(own.dataset.module) + '"><\/script>');
})();

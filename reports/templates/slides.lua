-- The first answers as slides: a heading of the second level begins each; styles and places come from the reference file.

local reading = require("reading")
local slides = {}

--- Writes the slides as .pptx bytes.
function slides.write(doc, job, _complaints)
  doc = reading.with_safe_links(doc)
  doc.meta = { title = job.title, subtitle = pandoc.Inlines({ job.subtitle, pandoc.LineBreak(), job.dated }) }
  return { output = pandoc.write(doc, "pptx", { reference_doc = job.reference, slide_level = 2 }) }
end

return slides

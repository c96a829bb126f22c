-- Run by Quarto on every document before its own filters (`at: pre-ast`): exhibits, callouts, tabs, references and links are
-- made by the same files as in the embedded renderer, so that both say and number the same.

local reading = require("reading")

--- What report.json beside the page says of the report: title, subtitle, author, dated, day, pictures.
local function read_job()
  local place = pandoc.path.directory(quarto.doc.input_file)
  local file = assert(io.open(pandoc.path.join({ place, "report.json" }), "rb"))
  local text = file:read("a")
  file:close()
  return pandoc.json.decode(text, false)
end

local function as_html(doc, complaints)
  doc = reading.for_format(doc, "html")
  local numbers = reading.numbers(doc)
  doc = reading.with_references(doc, numbers, complaints)
  doc.blocks = require("html").arranged(doc, numbers)
  return doc
end

local function as_paper(doc, complaints)
  local job = read_job()
  if quarto.doc.is_format("docx") then
    -- Quarto would print a picture's text under it; finish_word puts it where it belongs.
    doc.blocks = require("word").arranged(doc, job, complaints).blocks:walk({
      Image = function(image) image.caption = {} return image end,
    })
    doc.meta.subtitle = pandoc.MetaInlines({ pandoc.Str(job.subtitle) })
    doc.meta.date = pandoc.MetaInlines({ pandoc.Str(job.dated) })
  else
    doc.blocks = require("typst").arranged(doc, job, complaints).blocks
  end
  return doc
end

function Pandoc(doc)
  local complaints = pandoc.List({})
  doc = quarto.doc.is_format("html") and as_html(doc, complaints) or as_paper(doc, complaints)
  for _, said in ipairs(complaints) do quarto.log.warning(said) end
  return doc
end

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

--- What Quarto lists under "On this page" leaves out headings of a cell that shows several, so such a cell gives up its divs.
local function with_headings_out(blocks)
  local out = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local of_cell = block.t == "Div" and (block.classes:includes("cell") or block.classes:includes("cell-output"))
    local inner = of_cell and with_headings_out(block.content) or pandoc.Blocks({})
    if inner:find_if(function(one) return one.t == "Header" end) then
      out:extend(inner)
    else
      out:insert(block)
    end
  end
  return out
end

local function as_html(doc, complaints)
  doc = reading.for_format(doc, "html")
  local numbers = reading.numbers(doc)
  doc = reading.with_references(doc, numbers, complaints)
  doc.blocks = with_headings_out(require("html").arranged(doc, numbers))
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

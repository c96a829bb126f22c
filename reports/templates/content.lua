-- What a document says, block by block in its order, for the judge that reads what a renderer made of it.

local reading = require("reading")
local content = {}

local function facts_of(blocks)
  local facts = pandoc.List({})
  pandoc.Blocks(blocks):walk({
    Span = function(span)
      local fact = span.attributes["data-fact"]
      if fact then facts:insert({ fact, pandoc.utils.stringify(span.content) }) end
    end,
  })
  return facts
end

local function text_of(element)
  return pandoc.utils.stringify(element)
end

local function cells_of(tbl)
  local rows = pandoc.List({})
  local function take(list)
    for _, row in ipairs(list) do
      rows:insert(row.cells:map(function(cell) return text_of(cell.contents) end))
    end
  end
  take(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    take(body.head)
    take(body.body)
  end
  take(tbl.foot.rows)
  return rows
end

--- The document with the number of each footnote in its place (none where the paper numbers them by itself), and the footnotes in their order.
local function with_footnotes_apart(doc, paper)
  local notes = pandoc.List({})
  doc = doc:walk({
    Note = function(note)
      notes:insert(note.content)
      return paper == "docx" and pandoc.Inlines({}) or pandoc.Str(tostring(#notes))
    end,
  })
  return doc, notes
end

--- The blocks of a document whose format has been chosen and whose references are resolved, each `{t = kind, ...}`; its footnotes last.
function content.of(doc, numbers, paper)
  local said, number_of = pandoc.List({}), {}
  local notes
  doc, notes = with_footnotes_apart(doc, paper)
  for _, known in ipairs(numbers.sections) do number_of[known.id] = known end
  local take

  local function say(kind, block, text)
    said:insert({ t = kind, text = text or text_of(block), facts = facts_of({ block }) })
  end

  local function take_exhibit(exhibit)
    local number = numbers.by_id[exhibit.id]
    said:insert({ t = "caption", id = exhibit.id, kind = number.label, number = number.number,
      text = text_of(exhibit.caption), facts = facts_of({ pandoc.Plain(exhibit.caption) }) })
    take(exhibit.blocks)
  end

  local function take_div(div)
    local callout = reading.callout(div)
    if callout then
      said:insert({ t = "callout", text = callout.title or "", facts = pandoc.List({}) })
      take(callout.blocks)
    elseif div.classes:includes("panel-tabset") then
      for _, tab in ipairs(reading.tabs(div)) do
        said:insert({ t = "text", text = tab.title, facts = pandoc.List({}) })
        take(tab.blocks)
      end
    elseif not (div.classes:includes("code-fold") and numbers.paper) then
      take(div.content)
    end
  end

  function take(blocks)
    for _, block in ipairs(blocks) do
      local exhibit = reading.exhibit(block)
      local known = block.t == "Header" and number_of[block.identifier]
      if exhibit then
        take_exhibit(exhibit)
      elseif known then
        said:insert({ t = "heading", level = known.level, number = known.number, text = known.text,
          facts = facts_of({ pandoc.Plain(block.content) }) })
      elseif block.t == "Div" then
        take_div(block)
      elseif block.t == "BulletList" or block.t == "OrderedList" then
        for _, item in ipairs(block.content) do take(item) end
      elseif block.t == "BlockQuote" then
        take(block.content)
      elseif block.t == "Table" then
        said:insert({ t = "table", rows = cells_of(block), facts = facts_of({ block }) })
      elseif block.t == "RawBlock" then
        said:insert({ t = "html", text = block.text, facts = pandoc.List({}) })
      elseif block.t ~= "HorizontalRule" then
        say("text", block)
      end
    end
  end

  take(doc.blocks)
  for _, note in ipairs(notes) do take(note) end
  return said
end

--- The content of the report as a paper (job.paper is typst or docx), for a renderer that does not tell it by itself.
function content.write(doc, job, complaints)
  doc = reading.with_notes(reading.for_format(doc, job.paper))
  if job.paper == "typst" then doc = reading.with_named_letters(doc, job.letters, complaints) end
  local numbers = reading.numbers(doc)
  numbers.paper = true
  return { content = content.of(reading.with_references(doc, numbers, complaints), numbers, job.paper) }
end

return content

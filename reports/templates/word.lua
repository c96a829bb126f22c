-- Quarto's markdown as Word: real headings, captions above, alternative text, styles of the reference document.

local reading = require("reading")
local content = require("content")
local word = {}

local function styled(style, blocks)
  return pandoc.Div(blocks, { ["custom-style"] = style })
end

local function exhibit(found, number, arranged)
  local said = pandoc.Inlines({ pandoc.Span(pandoc.Strong(number.label .. " " .. number.number .. ": "), { id = found.id }) })
  said:extend(found.caption)
  local style = found.kind == "fig" and "Image Caption" or "Table Caption"
  local out = pandoc.Blocks({ styled(style, { pandoc.Para(said) }) })
  out:extend(arranged(found.blocks))
  return out
end

local function one_div(div, arranged)
  local callout = reading.callout(div)
  if callout then
    local blocks = pandoc.Blocks({})
    local title = callout.title or (callout.kind:sub(1, 1):upper() .. callout.kind:sub(2))
    blocks:insert(styled("Callout Title", { pandoc.Para(title) }))
    for _, block in ipairs(arranged(callout.blocks)) do -- a quote's own style would leave the box
      local quote = block.t == "BlockQuote"
      blocks:insert(styled(quote and "Callout Quote" or "Callout", quote and block.content or { block }))
    end
    return blocks
  elseif div.classes:includes("answer") then
    local rest = div.content:clone()
    return pandoc.Blocks({ rest:remove(1), styled("Headline", arranged(rest)) })
  elseif div.classes:includes("headline") then
    local blocks = arranged(div.content)
    local out = pandoc.Blocks({})
    for at, block in ipairs(blocks) do
      local style = at == 1 and "Headline Label" or "Headline"
      block:walk({ Span = function(span)
        if span.classes:includes("headline-number") then style = "Headline Number" end
      end })
      out:insert(styled(style, { block }))
    end
    return out
  elseif div.classes:includes("notes") then
    return pandoc.Blocks({ styled("Note", arranged(div.content)) })
  elseif div.classes:includes("statement") then
    return pandoc.Blocks({ styled("Statement", arranged(div.content)) })
  elseif div.classes:includes("code-fold") then
    return pandoc.Blocks({})
  elseif div.classes:includes("panel-tabset") then
    local out = pandoc.Blocks({})
    for _, tab in ipairs(reading.tabs(div)) do
      out:insert(pandoc.Para({ pandoc.Strong(tab.title) }))
      out:extend(arranged(tab.blocks))
    end
    return out
  end
  return arranged(div.content)
end

--- The report's blocks in the styles of the reference document, and what stands above them.
function word.arranged(doc, job, complaints)
  doc = reading.with_notes(reading.for_format(doc, "docx"))
  local numbers = reading.numbers(doc)
  doc = reading.with_references(doc, numbers, complaints)
  numbers.paper = true
  local said = job.judged and content.of(doc, numbers, "docx") or nil
  local function arranged(blocks)
    local out = pandoc.Blocks({})
    for _, block in ipairs(blocks) do
      local found = reading.exhibit(block)
      if found then
        out:extend(exhibit(found, numbers.by_id[found.id], arranged))
      elseif block.t == "Div" then
        out:extend(one_div(block, arranged))
      else
        out:insert(block)
      end
    end
    return out
  end
  local number_of = {}
  for _, known in ipairs(numbers.sections) do number_of[known.id] = known.number end
  local blocks = arranged(doc.blocks):walk({
    Header = function(heading)
      local number = number_of[heading.identifier]
      heading.level = math.max(1, heading.level - numbers.top + 1)
      if number and number ~= "" then heading.content:insert(1, pandoc.Str(number .. "\u{2002}")) end
      return heading
    end,
    Table = function(tbl)
      tbl.colspecs = tbl.colspecs:map(function(spec) return { spec[1], nil } end)
      return tbl
    end,
    Image = function(image)
      local alt = image.attributes["fig-alt"] or image.attributes["alt"] or pandoc.utils.stringify(image.caption)
      return pandoc.Image({ pandoc.Str(alt) }, image.src, "", { width = image.attributes["width"] or "100%" })
    end,
    Link = function(link) if reading.leads_into_the_site(link) then return link.content end end,
  })
  local meta = { title = job.title, subtitle = job.subtitle, author = job.author, date = job.dated, lang = "en-GB" }
  return pandoc.Pandoc(blocks, meta), numbers, said
end

--- Writes the report as .docx bytes; where it will be judged, with what the judge compares.
function word.write(doc, job, complaints)
  local report, numbers, said = word.arranged(doc, job, complaints)
  local bytes = pandoc.write(report, "docx", { reference_doc = job.reference })
  return { output = bytes, sections = pandoc.List(numbers.sections), content = said }
end

return word

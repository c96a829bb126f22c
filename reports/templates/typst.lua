-- Quarto's markdown as Typst, for a tagged PDF: pictures keep their alternative text, tables their header rows.
-- The functions it calls (exhibit, headline, callout, contents) are written in report.typ.

local reading = require("reading")
local content = require("content")
local typst = {}

local function raw(text) return pandoc.RawBlock("typst", text) end

local names = {} -- of letters that cannot be drawn

local function quoted(text)
  text = text:gsub(utf8.charpattern, names)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function written(inlines)
  return (pandoc.write(pandoc.Pandoc({ pandoc.Plain(inlines) }), "typst", { wrap_text = "none" }):gsub("%s+$", ""))
end

local function around(opening, blocks, closing)
  local out = pandoc.Blocks({ raw(opening) })
  out:extend(blocks)
  out:insert(raw(closing))
  return out
end

local function exhibit(found, arranged)
  local kind = found.kind == "fig" and "image" or "table"
  local opening = string.format("#exhibit(%s, [%s])[", kind, written(found.caption))
  return around(opening, arranged(found.blocks), "] <" .. found.id .. ">")
end

local function headlines(div, arranged)
  local out = pandoc.Blocks({ raw("#headlines(") })
  for _, card in ipairs(div.content) do
    if card.t == "Div" and card.classes:includes("headline") then
      out:extend(around("[", arranged(card.content), "],"))
    end
  end
  out:insert(raw(")"))
  return out
end

--- A question of the first screen beside its answer.
local function answer(div, arranged)
  local rest = div.content:clone()
  local out = around("#answer([", { pandoc.Plain(rest:remove(1).content) }, "])[")
  out:extend(arranged(rest))
  out:insert(raw("]"))
  return out
end

local function one_div(div, arranged)
  local callout = reading.callout(div)
  if callout then
    local title = callout.title or (callout.kind:sub(1, 1):upper() .. callout.kind:sub(2))
    return around(string.format("#callout(%s, %s)[", quoted(callout.kind), quoted(title)), arranged(callout.blocks), "]")
  elseif div.classes:includes("headlines") then
    return headlines(div, arranged)
  elseif div.classes:includes("answers") then
    return around("#block(above: 1.3em, below: 1.5em)[", arranged(div.content), "]")
  elseif div.classes:includes("answer") then
    return answer(div, arranged)
  elseif div.classes:includes("statement") then
    return around("#statement[", arranged(div.content), "]")
  elseif div.classes:includes("notes") then
    return around("#notes[", arranged(div.content), "]")
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

local function arranged(blocks)
  local out = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local found = reading.exhibit(block)
    if found then
      out:extend(exhibit(found, arranged))
    elseif block.t == "Div" then
      out:extend(one_div(block, arranged))
    else
      out:insert(block)
    end
  end
  return out
end

--- A table of its own, not a figure of pandoc's. A table wider than a line keeps the shares of the page that its columns were given: left
--- to itself a column of long words takes the room of the others, whose headings then run into each other.
local function plain_table(tbl)
  tbl.attr = pandoc.Attr(tbl.identifier, { "typst:no-figure" })
  return tbl
end

--- A picture with its alternative text, which pandoc's own writer leaves out. The drawing is vector where there is one.
local function picture(job)
  return function(image)
    local alt = image.attributes["fig-alt"] or image.attributes["alt"] or pandoc.utils.stringify(image.caption)
    local source = image.src
    if job.vector[source] then source = job.vector[source] end
    return pandoc.RawInline("typst", string.format("#image(%s, width: %s, alt: %s)", quoted(source), job.sheet and "42%" or image.attributes["width"] or "100%", quoted(alt)))
  end
end

--- The report's blocks as calls of the template's functions, headed by its setting of title, language and brand.
function typst.arranged(doc, job, complaints)
  names = job.letters or {}
  doc = reading.with_named_letters(reading.with_notes(reading.for_format(doc, "typst")), job.letters, complaints)
  local numbers = reading.numbers(doc)
  doc = reading.with_references(doc, numbers, complaints)
  numbers.paper = true
  local said = job.judged and content.of(doc, numbers, "typst") or nil
  local blocks = arranged(doc.blocks):walk({
    Header = function(heading)
      heading.level = math.max(1, heading.level - numbers.top + 1)
      return heading
    end,
    Table = plain_table,
    Image = picture(job),
    Link = function(link) if reading.leads_into_the_site(link) then return link.content end end,
    Span = function(span)
      if span.classes:includes("headline-number") then
        local out = pandoc.Inlines({ pandoc.RawInline("typst", "#headline-number[") })
        out:extend(span.content)
        out:insert(pandoc.RawInline("typst", "]"))
        return out
      end
      return span.content
    end,
  })
  if not job.sheet then reading.insert_before_sections(blocks, raw("#contents()"), numbers) end
  local opening = string.format(
    "#show: report.with(title: %s, subtitle: %s, author: %s, date: datetime(year: %d, month: %d, "
      .. "day: %d), dated: %s, brand: json(%s), sheet: %s)",
    quoted(job.title), quoted(job.subtitle), quoted(job.author), job.year, job.month, job.day, quoted(job.dated),
    quoted(job.brand), job.sheet and "true" or "false")
  blocks:insert(1, raw(opening))
  return pandoc.Pandoc(blocks), numbers, said
end

--- Writes the report as a Typst file that takes the template in; where it will be judged, with what the judge compares.
function typst.write(doc, job, complaints)
  local report, numbers, said = typst.arranged(doc, job, complaints)
  local body = pandoc.write(report, "typst", { wrap_text = "none" })
  return { output = '#import "report.typ": *\n' .. body, sections = pandoc.List(numbers.sections), content = said }
end

return typst

-- What Quarto's markdown means, told to pandoc: which blocks a format shows, numbers, cross-references.
-- Pure functions over pandoc's document; how a thing looks is told in html.lua, typst.lua and word.lua.

local reading = {}

local alike = {
  html = { html = true },
  typst = { typst = true, pdf = true },
  docx = { docx = true, word = true },
}

local function names(format, written)
  for word in (written or ""):gmatch("[%w]+") do
    if alike[format][word] then return true end
  end
  return false
end

--- Whether what is shown only `when` a format is written, or `unless` it is, is shown in the format; either may be nil.
function reading.shown_by(when, unless, format)
  return (not when or names(format, when)) and not (unless and names(format, unless))
end

--- Whether a `.content-visible` or `.content-hidden` div is shown in the format.
function reading.shown(div, format)
  local visible, hidden = div.classes:includes("content-visible"), div.classes:includes("content-hidden")
  if not (visible or hidden) then return true end
  local holds = reading.shown_by(div.attributes["when-format"], div.attributes["unless-format"], format)
  if visible then return holds end
  return not holds
end

--- The document with only the blocks that the format shows; divs that said so are gone, as are links that run something.
function reading.for_format(doc, format)
  local raw = format == "docx" and "openxml" or format
  return reading.with_safe_links(doc):walk({
    traverse = "topdown",
    Div = function(div)
      if not reading.shown(div, format) then return {}, false end
      if div.classes:includes("content-visible") or div.classes:includes("content-hidden") then return div.content end
    end,
    RawBlock = function(block) if block.format ~= raw then return {} end end,
    RawInline = function(inline) if inline.format ~= raw then return {} end end,
  })
end

--- Whether an inline is the raised number of a note.
local function is_raised(inline)
  return inline and inline.t == "Superscript" and pandoc.utils.stringify(inline):match("^%[%d+%]$") ~= nil
end

local closing = { ["”"] = true, ["’"] = true } -- three bytes each

--- The inlines with each note's number behind the mark that closes the words it is of, as a printer sets it.
local function behind_quotes(inlines)
  local out = pandoc.Inlines({})
  for _, inline in ipairs(inlines) do
    local last = out[#out]
    if inline.t == "Quoted" and is_raised(inline.content[#inline.content]) then
      local words = inline.content
      local note = words:remove(#words)
      inline.content = words
      out:insert(inline)
      out:insert(note)
    elseif inline.t == "Str" and is_raised(last) and closing[inline.text:sub(1, 3)] then
      out[#out] = pandoc.Str(inline.text:sub(1, 3))
      out:insert(last)
      if #inline.text > 3 then out:insert(pandoc.Str(inline.text:sub(4))) end
    else
      out:insert(inline)
    end
  end
  return out
end

--- The document with the number of its note raised after each number that has one, in brackets: 10 with a bare 3 above it is a thousand.
function reading.with_notes(doc)
  local numbered = doc:walk({
    Span = function(span)
      local note = span.attributes["data-note"]
      if note then return { span, pandoc.Superscript("[" .. note .. "]") } end
    end,
  })
  return numbered:walk({ Inlines = behind_quotes })
end

local followed = { http = true, https = true, mailto = true }

--- The document without links that run something: only addresses of the edition, of the web and of mail are followed.
function reading.with_safe_links(doc)
  return doc:walk({
    Link = function(link)
      local scheme = link.target:gsub("[%c%s]", ""):match("^([^/?#:]*):")
      if scheme and not followed[scheme:lower()] then return link.content end
    end,
  })
end

--- Name, title and blocks of a callout (`.callout-note` and its kin), or nil. A leading heading is the title.
function reading.callout(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind then
      local title, blocks = div.attributes["title"], div.content:clone()
      if not title and blocks[1] and blocks[1].t == "Header" then
        title = pandoc.utils.stringify(blocks:remove(1).content)
      end
      return { kind = kind, title = title, blocks = blocks, collapse = div.attributes["collapse"] }
    end
  end
end

--- The tabs of a `.panel-tabset`: title and blocks of each; its headings are no sections of the document.
function reading.tabs(div)
  local tabs, level = {}, nil
  for _, block in ipairs(div.content) do
    if block.t == "Header" and (not level or block.level == level) then
      level = block.level
      table.insert(tabs, { title = pandoc.utils.stringify(block.content), blocks = pandoc.Blocks({}) })
    elseif #tabs > 0 then
      tabs[#tabs].blocks:insert(block)
    end
  end
  return tabs
end

local function captioned(identifier, caption, blocks)
  local kind = identifier:match("^(%a+)%-")
  if kind == "fig" or kind == "tbl" then
    return { id = identifier, kind = kind, caption = caption, blocks = blocks }
  end
end

local function caption_of(blocks)
  return pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() })
end

--- A captioned exhibit (a `#fig-` or `#tbl-` div, a figure or a table of that name), or nil.
function reading.exhibit(block)
  if block.t == "Div" and block.identifier ~= "" then
    local blocks, caption = block.content:clone(), pandoc.Inlines({})
    local last = blocks[#blocks]
    if last and (last.t == "Para" or last.t == "Plain") then caption = blocks:remove(#blocks).content end
    return captioned(block.identifier, caption, blocks)
  elseif block.t == "Figure" then
    return captioned(block.identifier, caption_of(block.caption.long), block.content:clone())
  elseif block.t == "Table" and block.identifier ~= "" then
    local bare = block:clone()
    bare.caption, bare.identifier = { long = {} }, ""
    return captioned(block.identifier, caption_of(block.caption.long), pandoc.Blocks({ bare }))
  end
end

local function each_heading(blocks, visit)
  for _, block in ipairs(blocks) do
    if block.t == "Header" then
      visit(block)
    elseif block.t == "Div" and not block.classes:includes("panel-tabset") and not reading.callout(block) then
      each_heading(block.content, visit)
    end
  end
end

--- Numbers of sections, figures and tables by id: `{label = "Figure", number = "2"}`; and the sections in order.
function reading.numbers(doc)
  local by_id, sections, counts, exhibits, top = {}, {}, {}, { fig = 0, tbl = 0 }, 6
  each_heading(doc.blocks, function(heading) top = math.min(top, heading.level) end)
  each_heading(doc.blocks, function(heading)
    local level, number = heading.level - top + 1, ""
    if not heading.classes:includes("unnumbered") then
      counts[level] = (counts[level] or 0) + 1
      for deeper = level + 1, 6 do counts[deeper] = nil end
      local parts = {}
      for at = 1, level do parts[at] = tostring(counts[at] or 0) end
      number = table.concat(parts, ".")
    end
    by_id[heading.identifier] = { label = "Section", number = number, text = pandoc.utils.stringify(heading.content) }
    table.insert(sections, { level = level, id = heading.identifier, number = number,
      listed = not heading.classes:includes("unlisted"), text = pandoc.utils.stringify(heading.content) })
  end)
  local function count(block)
    local exhibit = reading.exhibit(block)
    if exhibit and not by_id[exhibit.id] then
      exhibits[exhibit.kind] = exhibits[exhibit.kind] + 1
      by_id[exhibit.id] = { label = exhibit.kind == "fig" and "Figure" or "Table",
        number = tostring(exhibits[exhibit.kind]) }
    end
  end
  doc:walk({ traverse = "topdown", Div = count, Figure = count, Table = count })
  return { by_id = by_id, sections = sections, top = top }
end

--- References such as @fig-visits as links that read `Figure 2`; `[-@fig-visits]` reads `2`. Unknown ones are listed.
function reading.with_references(doc, numbers, complaints)
  return doc:walk({
    Cite = function(cite)
      local parts = pandoc.Inlines({})
      for at, citation in ipairs(cite.citations) do
        if not citation.id:match("^fig%-") and not citation.id:match("^tbl%-") and not citation.id:match("^sec%-") then
          return pandoc.Str("@" .. citation.id)
        end
        local found = numbers.by_id[citation.id]
        if at > 1 then parts:insert(pandoc.Str(at == #cite.citations and " and " or ", ")) end
        if not found then
          complaints:insert("there is no exhibit or section @" .. citation.id)
          parts:insert(pandoc.Strong("?@" .. citation.id))
        else
          local said = found.number ~= "" and found.number or found.text
          if citation.mode ~= "SuppressAuthor" and found.number ~= "" then said = found.label .. "\u{a0}" .. said end
          parts:insert(pandoc.Link(said, "#" .. citation.id, "", { class = "reference" }))
        end
      end
      return parts
    end,
  })
end

--- The document with each letter that cannot be drawn replaced by its name; `names` is letter -> name.
function reading.with_named_letters(doc, names, complaints)
  if not names or next(names) == nil then return doc end
  local told = {}
  local function named(text)
    return (text:gsub(utf8.charpattern, function(letter)
      local name = names[letter]
      if name and name ~= "" and not told[letter] then
        told[letter] = true
        complaints:insert(letter .. " cannot be drawn with the report's letters and is named in words")
      end
      return name
    end))
  end
  local function replaced(element)
    element.text = named(element.text)
    return element
  end
  return doc:walk({ Str = replaced, Code = replaced, CodeBlock = replaced })
end

--- Whether a link leads to another file of the edition: of no use in a file that travels alone.
function reading.leads_into_the_site(link)
  return not link.target:match("^%a[%w+.-]*:") and not link.target:match("^#")
end

--- Puts a block before the first numbered section, where there are enough of them for a list of contents to be worth having.
function reading.insert_before_sections(blocks, block, numbers)
  local count = 0
  for _, section in ipairs(numbers.sections) do
    if section.level == 1 and section.number ~= "" then count = count + 1 end
  end
  if count < 4 then return end
  for at, known in ipairs(blocks) do
    if known.t == "Header" and known.level == 1 and not known.classes:includes("unnumbered") then
      blocks:insert(at, block)
      return
    end
  end
end

return reading

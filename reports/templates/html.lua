-- Quarto's markdown as accessible HTML: one page's body, without the frame that site.py puts around it.

local reading = require("reading")
local tables = require("tables")
local content = require("content")
local html = {}

local function raw(text) return pandoc.RawBlock("html", text) end

local function escaped(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ["\""] = "&quot;" }))
end

local function written(inlines)
  return (pandoc.write(pandoc.Pandoc({ pandoc.Plain(inlines) }), "html5", { wrap_text = "none" }):gsub("%s+$", ""))
end

local function exhibit_card(exhibit, number, data)
  local caption = exhibit.id .. "-caption"
  local said = number.label .. " " .. number.number
  local blocks = pandoc.Blocks({ raw(string.format(
    '<figure class="exhibit exhibit-%s" id="%s"><figcaption id="%s"><span class="exhibit-number">%s</span> '
      .. '<span class="exhibit-title">%s</span></figcaption>',
    exhibit.kind, exhibit.id, caption, said, written(exhibit.caption))) })
  blocks:extend(tables.scroll(exhibit.blocks, said .. ": " .. pandoc.utils.stringify(exhibit.caption), caption))
  if data then blocks:extend(tables.scroll(pandoc.Blocks({ data }), "Data behind " .. said)) end
  blocks:insert(raw("</figure>"))
  return blocks
end

local heads = { note = "Note", tip = "Tip", warning = "Caution", caution = "Caution", important = "Important" }

local function callout_box(callout)
  local head = heads[callout.kind] or "Note"
  local title = callout.title and escaped(callout.title) or head
  local blocks = pandoc.Blocks({})
  if callout.collapse == "true" or callout.collapse == "false" then
    local open = callout.collapse == "false" and " open" or ""
    blocks:insert(raw(string.format('<details class="callout callout-%s"%s><summary class="callout-title">%s</summary>'
      .. '<div class="callout-body">', callout.kind, open, title)))
    blocks:extend(callout.blocks)
    blocks:insert(raw("</div></details>"))
  else
    blocks:insert(raw(string.format('<div class="callout callout-%s" role="note"><p class="callout-title">%s</p>'
      .. '<div class="callout-body">', callout.kind, title)))
    blocks:extend(callout.blocks)
    blocks:insert(raw("</div></div>"))
  end
  return blocks
end

-- All panels are there to read; site.js makes tabs of them.
local function tabset(tabs)
  local blocks = pandoc.Blocks({ raw('<div class="tabset">') })
  for _, tab in ipairs(tabs) do
    blocks:insert(raw('<div class="tab-panel" data-tab="' .. escaped(tab.title) .. '"><p class="tab-title">'
      .. escaped(tab.title) .. "</p>"))
    blocks:extend(tab.blocks)
    blocks:insert(raw("</div>"))
  end
  blocks:insert(raw("</div>"))
  return blocks
end

local function arranged(blocks, numbers)
  local out, skip = pandoc.Blocks({}), false
  for at, block in ipairs(blocks) do
    local exhibit = not skip and reading.exhibit(block) or nil
    if skip then
      skip = false
    elseif exhibit then
      exhibit.blocks = arranged(exhibit.blocks, numbers)
      skip = tables.belong_to_exhibit(blocks[at + 1])
      out:extend(exhibit_card(exhibit, numbers.by_id[exhibit.id], skip and blocks[at + 1] or nil))
    elseif block.t == "Div" then
      local callout = reading.callout(block)
      if callout then
        callout.blocks = arranged(callout.blocks, numbers)
        out:extend(callout_box(callout))
      elseif block.classes:includes("panel-tabset") then
        local tabs = reading.tabs(block)
        for _, tab in ipairs(tabs) do tab.blocks = arranged(tab.blocks, numbers) end
        out:extend(tabset(tabs))
      elseif block.classes:includes("code-fold") then
        out:insert(raw('<details class="code"><summary>Code</summary>'))
        out:extend(block.content)
        out:insert(raw("</details>"))
      else
        block.content = arranged(block.content, numbers)
        out:insert(block)
      end
    else
      out:insert(block)
    end
  end
  return out
end

local function headings(blocks, numbers)
  local section = {}
  for _, known in ipairs(numbers.sections) do section[known.id] = known end
  return blocks:walk({
    Header = function(heading)
      local known = section[heading.identifier]
      if not known then return end
      heading.level = math.min(6, known.level + 1)
      if known.number ~= "" then
        heading.content:insert(1, pandoc.RawInline("html", '<span class="section-number">' .. known.number .. "</span> "))
      end
      return heading
    end,
  })
end

--- The text under each heading, for the search: {id, heading, text}.
local function searchable(blocks)
  local found, now = {}, { id = "", heading = "", words = {} }
  local function take(list)
    for _, block in ipairs(list) do
      if block.t == "Header" then
        table.insert(found, now)
        now = { id = block.identifier, heading = pandoc.utils.stringify(block.content), words = {} }
      elseif block.t == "Div" and not block.classes:includes("code-fold") then
        take(block.content)
      elseif block.t ~= "RawBlock" and block.t ~= "CodeBlock" and block.t ~= "Div" then
        table.insert(now.words, pandoc.utils.stringify(block))
      end
    end
  end
  take(blocks)
  table.insert(found, now)
  local entries = pandoc.List({})
  for _, entry in ipairs(found) do
    local text = table.concat(entry.words, " "):gsub("%s+", " ")
    if entry.heading ~= "" or text ~= "" then
      entries:insert({ id = entry.id, heading = entry.heading, text = text })
    end
  end
  return entries
end

--- The page's blocks with exhibits, callouts and tabs as HTML, in which headings are left as they are.
function html.arranged(doc, numbers)
  return tables.scroll_loose(arranged(doc.blocks, numbers)):walk({
    Image = function(image)
      image.attributes["alt"] = image.attributes["fig-alt"] or image.attributes["alt"]
      image.attributes["fig-alt"] = nil
      return image
    end,
  })
end

--- The page's body as HTML, with its sections, what the search reads and what the judge compares.
function html.write(doc, job, complaints)
  doc = reading.for_format(doc, "html")
  local numbers = reading.numbers(doc)
  doc = reading.with_references(doc, numbers, complaints)
  local entries, said = searchable(doc.blocks), content.of(doc, numbers)
  local blocks = headings(html.arranged(doc, numbers), numbers)
  local body = pandoc.write(pandoc.Pandoc(blocks), "html5", { wrap_text = "none" })
  return { body = body, sections = pandoc.List(numbers.sections), entries = entries, content = said }
end

return html

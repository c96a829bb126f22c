-- The text of a document before pandoc reads it: blocks that the format does not show are emptied, for reading the tables of
-- papers takes most of the time of a web page, and the drawings of web pages much of that of a paper.

local reading = require("reading")
local source_text = {}

--- The marks that begin or end a block of code: three or more of the same.
local function code_fence(line)
  return line:match("^ ? ? ?(```+)[^`]*$") or line:match("^ ? ? ?(~~~+)")
end

local function ends_code(line, fence)
  local marks = line:match("^ ? ? ?([`~]+)%s*$")
  return marks and marks:sub(1, 1) == fence:sub(1, 1) and #marks >= #fence
end

--- Whether the line begins a block that the format does not show. Only the form that this project writes is known; others are for
--- reading.for_format to leave out.
local function begins_hidden(line, format)
  local kind, name = line:match('^::: {%.content%-visible (%a+)%-format="(%a+)"}$')
  return (kind == "when" or kind == "unless")
    and not reading.shown_by(kind == "when" and name or nil, kind == "unless" and name or nil, format)
end

--- Whether the line begins a block, as pandoc sees it: words before it on the line above would make it words too.
local function begins_block(line, before)
  return (before == "" or before:sub(1, 3) == ":::") and line:match("^:::+ *{.*}$") ~= nil
end

--- The markdown with hidden blocks emptied: their own marks stay, so that what stands around them is read as before. One whose end
--- cannot be told for certain is left as it is.
function source_text.of_format(text, format)
  local kept, held, depth, code, before = {}, nil, 0, nil, ""
  local function keep(line)
    if held then held[#held + 1] = line else kept[#kept + 1] = line end
  end
  local function give_back()
    table.move(held or {}, 1, held and #held or 0, #kept + 1, kept)
    held = nil
  end
  local function keep_mark(line)
    if not held then
      if begins_block(line, before) and begins_hidden(line, format) then held, depth = {}, 1 end
    elseif line:match("^:::+$") then
      depth = depth - 1
      if depth == 0 then
        kept[#kept + 1] = held[1]
        held = nil
      end
    elseif begins_block(line, before) then
      depth = depth + 1
    else
      give_back()
    end
    keep(line)
  end
  for line in (text .. "\n"):gmatch("(.-)\n") do
    if code then
      if ends_code(line, code) then code = nil end
      keep(line)
    elseif line:sub(1, 3) == ":::" then
      keep_mark(line)
    else
      code = code_fence(line)
      keep(line)
    end
    before = line
  end
  give_back()
  return table.concat(kept, "\n")
end

return source_text

-- Tables of pages, which scroll by themselves where the screen is narrower than they are.

local tables = {}

local function raw(text) return pandoc.RawBlock("html", text) end

local function escaped(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ["\""] = "&quot;" }))
end

-- A wide table scrolls inside its own region, which the keyboard reaches and whose name says which table it is.
local function scrolling(text, name, labelled_by)
  local count = 0
  return (text:gsub("<table(.-)</table>", function(inner)
    count = count + 1
    local said = count > 1 and (name .. ", part " .. count) or name
    local label = labelled_by and (' aria-labelledby="' .. labelled_by .. '"') or ""
    return '<div class="table-scroll" role="region" tabindex="0" aria-label="' .. escaped(said) .. '"><table' .. label
      .. inner .. "</table></div>"
  end))
end

--- The blocks with each table in a region of the name; `labelled_by` is the id of its caption.
function tables.scroll(blocks, name, labelled_by)
  return blocks:walk({
    RawBlock = function(block)
      if block.format == "html" and block.text:find("<table", 1, true) and not block.text:find("table-scroll", 1, true) then
        return raw(scrolling(block.text, name, labelled_by))
      end
    end,
    Table = function(tbl)
      local text = pandoc.write(pandoc.Pandoc({ tbl }), "html5", { wrap_text = "none" })
      return raw(scrolling(text, name, labelled_by))
    end,
  })
end

-- The data behind a figure and the note under a table belong into the card of the exhibit before them.
function tables.belong_to_exhibit(block)
  return block ~= nil and block.t == "RawBlock"
    and (block.text:find('class="exhibit-data"', 1, true) or block.text:find('class="table-note"', 1, true)) ~= nil
end

-- Tables outside any exhibit get a numbered name of their own: names of regions on one page must differ.
function tables.scroll_loose(blocks)
  local count = 0
  local function name()
    count = count + 1
    return "Further table " .. count
  end
  return blocks:walk({
    RawBlock = function(block)
      if block.text:find("<table", 1, true) and not block.text:find("table-scroll", 1, true) then
        return raw(scrolling(block.text, name()))
      end
    end,
    Table = function(tbl)
      return raw(scrolling(pandoc.write(pandoc.Pandoc({ tbl }), "html5", { wrap_text = "none" }), name()))
    end,
  })
end

return tables

-- Run by `pandoc lua render.lua JOBS.json`: many pages in one process. Each job names a markdown file, a format and an
-- output; the answer (bodies, sections, complaints) is written as JSON beside the jobs.

local here = pandoc.path.directory(arg[0])
package.path = pandoc.path.join({ here, "?.lua" }) .. ";" .. package.path

local function read_file(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local function write_file(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local writers = { html = require("html"), typst = require("typst"), docx = require("word"), pptx = require("slides"),
  content = require("content") }
local source_text = require("source_text")
local answers = pandoc.List({})

for _, job in ipairs(pandoc.json.decode(read_file(arg[1]), false)) do
  local complaints = pandoc.List({})
  local text, shown = read_file(job.source), job.paper or job.format
  local doc = pandoc.read(shown == "pptx" and text or source_text.of_format(text, shown), "markdown")
  local answer = writers[job.format].write(doc, job, complaints)
  if answer.output then write_file(job.output, answer.output) end
  answers:insert({ source = job.source, body = answer.body, sections = answer.sections, entries = answer.entries,
    content = answer.content, complaints = complaints })
end

write_file(arg[1] .. ".answers", pandoc.json.encode(answers))

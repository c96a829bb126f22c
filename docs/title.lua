-- Quarto wants a page's title in its front matter; ours stands as its first heading, where every reader of Markdown shows it.
function Pandoc(doc)
  for at, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level == 1 then
      doc.meta.title = pandoc.MetaInlines(block.content)
      doc.meta.pagetitle = pandoc.MetaString(pandoc.utils.stringify(block.content))
      doc.blocks:remove(at)
      return doc
    end
  end
end

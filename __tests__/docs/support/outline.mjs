// Prints what is in Markdown files, as JSON: their sections, with blocks of code, links and tables.
import { readFileSync } from 'node:fs'
import { Lexer, walkTokens } from 'marked'

const pages = process.argv.slice(2).map((file) => ({ file, sections: sectionsOf(file) }))
console.log(JSON.stringify(pages))

function sectionsOf(file) {
  const sections = []
  const anchors = new Map()
  let note
  const startSection = (heading, depth) => {
    sections.push({
      heading,
      depth,
      anchor: anchorOf(heading, anchors),
      blocks: [],
      links: [],
      items: [],
      tables: [],
      raw: '',
    })
  }
  startSection('', 0)
  for (const token of Lexer.lex(readFileSync(file, 'utf8'))) {
    if (token.type === 'heading') startSection(token.text, token.depth)
    const section = sections.at(-1)
    section.raw += token.raw
    if (token.type === 'table') {
      section.tables.push(token.rows.map((row) => row.map((cell) => cell.text)))
    }
    walkTokens([token], (inner) => {
      if (inner.type === 'link' || inner.type === 'image') section.links.push(inner.href)
      if (inner.type === 'list_item') section.items.push(inner.text)
      if (inner.type === 'code') {
        section.blocks.push({ language: inner.lang ?? '', code: inner.text, note: note ?? '' })
      }
    })
    if (token.type === 'html') note = /<!--(.*?)-->/s.exec(token.raw)?.[1].trim()
    else if (token.type !== 'space') note = undefined
  }
  return sections
}

/** The name that GitHub gives a heading, to be linked to. */
function anchorOf(heading, taken) {
  const name = heading
    .toLowerCase()
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
  const count = taken.get(name) ?? 0
  taken.set(name, count + 1)
  return count === 0 ? name : `${name}-${count}`
}

// An independent verifier of a log folder: nothing of Sekisho in it, only Go's own packages for such logs.
// Usage: verify LOG-FOLDER VKEY [PROOF ENTRY]...
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, arguments ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}

func check(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

type head struct {
	origin string
	size   int64
	root   tlog.Hash
}

func open(content []byte, vkey string) head {
	verifier, err := note.NewVerifier(vkey)
	check(err, "key")
	opened, err := note.Open(content, note.VerifierList(verifier))
	check(err, "note")
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "size")
	root, err := tlog.ParseHash(lines[2])
	check(err, "root")
	if lines[0] != verifier.Name() {
		fail("origin %s is not the key's name %s", lines[0], verifier.Name())
	}
	return head{lines[0], size, root}
}

// path turns Go's own tile path (tile/8/L/N) into that of tlog-tiles (tile/L/N).
func path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

// tiles reads hashes out of the folder's tiles; tlog verifies each against the signed root.
type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		content, err := os.ReadFile(filepath.Join(t.folder, path(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func bundlePath(index, width int64) string {
	tile := tlog.Tile{H: 8, L: 0, N: index, W: int(width)}
	return strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
}

func main() {
	folder, vkey := os.Args[1], os.Args[2]
	content, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	check(err, "checkpoint")
	log := open(content, vkey)
	tree := tlog.Tree{N: log.size, Hash: log.root}
	reader := tlog.TileHashReader(tree, tiles{folder})

	// The tree over all entries, built anew from the entries alone.
	var stored []tlog.Hash
	hashes := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	entries := int64(0)
	for bundle := int64(0); bundle*256 < log.size; bundle++ {
		width := log.size - bundle*256
		if width > 256 {
			width = 256
		}
		content, err := os.ReadFile(filepath.Join(folder, bundlePath(bundle, width)))
		check(err, "bundle")
		for len(content) > 0 {
			length := int(binary.BigEndian.Uint16(content))
			entry := content[2 : 2+length]
			content = content[2+length:]
			added, err := tlog.StoredHashes(entries, entry, hashes)
			check(err, "entry")
			stored = append(stored, added...)
			leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, entries)})
			check(err, "tile")
			if leaf[0] != tlog.RecordHash(entry) {
				fail("entry %d is not the one in its tile", entries)
			}
			entries++
		}
	}
	if entries != log.size {
		fail("%d entries, the checkpoint has %d", entries, log.size)
	}
	root, err := tlog.TreeHash(log.size, hashes)
	check(err, "tree")
	if root != log.root {
		fail("the entries give the root %v, the checkpoint has %v", root, log.root)
	}

	proofs := 0
	for i := 3; i+1 < len(os.Args); i += 2 {
		verifyProof(os.Args[i], os.Args[i+1], vkey)
		proofs++
	}
	fmt.Printf("verified %d entries, %d proofs, root %v\n", entries, proofs, log.root)
}

func verifyProof(proofFile, entryFile, vkey string) {
	content, err := os.ReadFile(proofFile)
	check(err, "proof")
	entry, err := os.ReadFile(entryFile)
	check(err, "entry of the proof")
	lines := bytes.Split(content, []byte("\n"))
	if string(lines[0]) != "c2sp.org/tlog-proof@v1" || !bytes.HasPrefix(lines[1], []byte("index ")) {
		fail("%s is not a proof", proofFile)
	}
	index, err := strconv.ParseInt(string(lines[1][6:]), 10, 64)
	check(err, "index")
	var proof tlog.RecordProof
	next := 2
	for ; len(lines[next]) > 0; next++ {
		raw, err := base64.StdEncoding.DecodeString(string(lines[next]))
		check(err, "hash")
		var hash tlog.Hash
		copy(hash[:], raw)
		proof = append(proof, hash)
	}
	log := open(bytes.Join(lines[next+1:], []byte("\n")), vkey)
	check(tlog.CheckRecord(proof, log.size, log.root, index, tlog.RecordHash(entry)), "inclusion")
}

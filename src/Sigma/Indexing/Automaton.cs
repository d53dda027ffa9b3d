using System.Runtime.CompilerServices;

namespace Sekisho.Sigma.Indexing;

/// <summary>
/// Finds which of many byte strings are in a text, in one pass (Aho and Corasick, "Efficient string matching", 1975).
/// All failure links are resolved into one dense table, so that each byte is one look-up; bytes that occur in no
/// needle share one column.
/// </summary>
internal sealed class Automaton
{
    /// <summary>A table entry has this bit when needles end in its state.</summary>
    private const int Ends = int.MinValue;

    private readonly byte[] _classOf = new byte[256];
    private readonly int[] _table;
    private readonly int _width;
    private readonly int[] _firstEnd;
    private readonly int[] _ends;

    /// <summary>The last state (its row in the table) that has seen one byte of a needle or none; -1 when needles of one byte forbid skipping.</summary>
    private readonly int _lastShallow;

    /// <summary>Whether some needle begins with bytes of two classes.</summary>
    private readonly bool[] _pairs;

    /// <summary>Makes the automaton of needles, none of them empty; a needle's number is its place in the list.</summary>
    public Automaton(IReadOnlyList<byte[]> needles)
    {
        _width = ClassifyBytes(needles);
        var trie = new Trie(needles, _classOf, _width);
        _table = trie.Resolve();
        (_firstEnd, _ends) = trie.EndLists();
        _lastShallow = needles.Any(needle => needle.Length == 1) ? -1 : trie.FirstBytes * _width;
        _pairs = new bool[_width * _width];
        for (var first = 0; first < _width; first++)
            for (var second = 0; second < _width; second++) _pairs[(first * _width) + second] = _table[(_table[first] * _width) + second] > trie.FirstBytes;
        for (var at = 0; at < _table.Length; at++)
        {
            var state = _table[at];
            _table[at] = (state * _width) | (_firstEnd[state + 1] > _firstEnd[state] ? Ends : 0);
        }
    }

    /// <summary>How many bytes the table takes.</summary>
    public long Bytes => (long)_table.Length * sizeof(int);

    /// <summary>
    /// Goes through a text and tells every needle that ends at every place. As long as no more than one byte of a
    /// needle has been seen it only looks for two bytes that some needle begins with: these look-ups do not wait for
    /// each other, and most of a text is passed that way.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scan<TSink>(ReadOnlySpan<byte> text, ref TSink sink)
        where TSink : struct, INeedleSink
    {
        var classOf = _classOf;
        var table = _table;
        int state = 0, at = 0;
        while (true)
        {
            if (state <= _lastShallow)
            {
                at = NextPair(text, state == 0 ? at : at - 1);
                if (at < 0) return;
                state = table[table[classOf[text[at]]] + classOf[text[at + 1]]];
                at += 2;
            }
            else
            {
                if (at == text.Length) return;
                state = table[state + classOf[text[at++]]];
            }

            if (state >= 0) continue;
            state &= ~Ends;
            var number = state / _width;
            for (var end = _firstEnd[number]; end < _firstEnd[number + 1]; end++) sink.Found(_ends[end], at);
        }
    }

    private int NextPair(ReadOnlySpan<byte> text, int at)
    {
        if (at + 1 >= text.Length) return -1;
        var classOf = _classOf;
        var pairs = _pairs;
        var first = classOf[text[at]];
        for (var next = at + 1; next < text.Length; next++)
        {
            var second = classOf[text[next]];
            if (pairs[(first * _width) + second]) return next - 1;
            first = second;
        }

        return -1;
    }

    private int ClassifyBytes(IReadOnlyList<byte[]> needles)
    {
        var used = new bool[256];
        foreach (var needle in needles)
            foreach (var value in needle) used[value] = true;
        var width = 1;
        for (var value = 0; value < 256; value++) _classOf[value] = used[value] ? (byte)width++ : (byte)0;
        // All 256 bytes in use: the column of the unused ones falls away with the wrap of the last class.
        return width;
    }

    private sealed class Trie
    {
        private readonly int _width;
        private readonly List<int[]> _next = [];
        private readonly List<List<int>?> _own = [];
        private int[] _fail = [];
        private int[] _order = [];
        private int[] _rank = [];

        public Trie(IReadOnlyList<byte[]> needles, byte[] classOf, int width)
        {
            _width = width;
            Add();
            for (var number = 0; number < needles.Count; number++)
            {
                var state = 0;
                foreach (var value in needles[number])
                {
                    ref var next = ref _next[state][classOf[value]];
                    if (next == 0) next = Add();
                    state = next;
                }

                (_own[state] ??= []).Add(number);
            }
        }

        /// <summary>How many different bytes needles begin with.</summary>
        public int FirstBytes { get; private set; }

        /// <summary>Fills in where each state goes with every byte, in the order of depth.</summary>
        public int[] Resolve()
        {
            var count = _next.Count;
            _fail = new int[count];
            _order = new int[count];
            int head = 0, tail = 0;
            foreach (var next in _next[0])
                if (next != 0) _order[tail++] = next;
            while (head < tail)
            {
                var state = _order[head++];
                var row = _next[state];
                var failed = _next[_fail[state]];
                for (var column = 0; column < _width; column++)
                {
                    var next = row[column];
                    if (next == 0)
                    {
                        row[column] = failed[column];
                        continue;
                    }

                    _fail[next] = failed[column];
                    _order[tail++] = next;
                }
            }

            // Numbered anew by depth: the states that are met most lie together.
            FirstBytes = _next[0].Count(next => next != 0);
            _rank = new int[count];
            for (var i = 0; i < count - 1; i++) _rank[_order[i]] = i + 1;
            var table = new int[count * _width];
            for (var state = 0; state < count; state++)
                for (var column = 0; column < _width; column++) table[(_rank[state] * _width) + column] = _rank[_next[state][column]];
            return table;
        }

        /// <summary>For each state the needles that end there, its own and those of the states it fails to.</summary>
        public (int[] First, int[] Ends) EndLists()
        {
            var lists = new List<int>?[_next.Count];
            lists[0] = _own[0];
            for (var i = 0; i < _next.Count - 1; i++)
            {
                var state = _order[i];
                var inherited = lists[_fail[state]];
                lists[state] = inherited is null ? _own[state] : _own[state] is null ? inherited : [.. _own[state]!, .. inherited];
            }

            var first = new int[_next.Count + 1];
            var ends = new List<int>();
            for (var rank = 0; rank < _next.Count; rank++)
            {
                first[rank] = ends.Count;
                if (lists[rank == 0 ? 0 : _order[rank - 1]] is { } list) ends.AddRange(list);
            }

            first[^1] = ends.Count;
            return (first, [.. ends]);
        }

        private int Add()
        {
            _next.Add(new int[_width]);
            _own.Add(null);
            return _next.Count - 1;
        }
    }
}

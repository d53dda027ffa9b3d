using System.Text;
using Sekisho.Sigma.Indexing;

namespace Sekisho.Sigma.Tests.Indexing;

public sealed class AutomatonTests
{
    [Fact]
    public void Needles_inside_each_other_are_all_found() =>
        Assert.Equal(["she@4", "he@4", "hers@6", "he@9"], Found("ushers he", "he", "she", "his", "hers"));

    [Fact]
    public void All_256_bytes_may_be_in_use()
    {
        var needles = Enumerable.Range(0, 256).Select(value => new[] { (byte)value, (byte)(255 - value) }).ToArray();
        var text = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        Assert.Equal(Naive(needles, text), Ends(needles, text));
    }

    [Fact]
    public void It_finds_what_a_plain_search_finds()
    {
        // Seed 7: few letters, so that needles overlap.
        uint state = 7;
        byte Letter() => (byte)('a' + ((state = (state * 1664525) + 1013904223) >> 16) % 3);
        for (var round = 0; round < 200; round++)
        {
            var needles = Enumerable.Range(0, 1 + (round % 9)).Select(i => Enumerable.Range(0, 1 + ((round + i) % 5)).Select(_ => Letter()).ToArray()).ToArray();
            var text = Enumerable.Range(0, round).Select(_ => Letter()).ToArray();
            Assert.Equal(Naive(needles, text), Ends(needles, text));
        }
    }

    [Theory]
    [InlineData("abc.*def", "abc")]
    [InlineData("ab?cde", "cde")]
    [InlineData("a(bcd|x)efgh", "efgh")]
    [InlineData(@"\.exe\b", ".exe")]
    [InlineData("[abc]def+ghij", "ghij")]
    [InlineData("abcd{0,1}", "abc")]
    [InlineData("abcd{2}", "abcd")]
    [InlineData("foo1|bar22", "foo1,bar22")]
    [InlineData("foo1|b.r", null)]
    [InlineData("(?x)a b c d", null)]
    [InlineData("ABC", "abc")]
    [InlineData("a[|]bcd", "bcd")]
    [InlineData(@"a\|bcd", "a|bcd")]
    [InlineData(@"\x41bcde", "bcde")]
    [InlineData(@"\u0041bcde", "bcde")]
    [InlineData(@"\p{Lu}bcde", "bcde")]
    [InlineData(@"(x)\1bcde", "bcde")]
    [InlineData(@"(?<n>x)\k<n>bcd", "bcd")]
    [InlineData("(abc", null)]
    public void A_literal_that_every_match_must_have_is_found(string pattern, string? literals)
    {
        var test = Sigma.Values.RegexTest.Create(pattern, default, out _);
        var found = test is null ? null : RegexLiterals.Of(test);
        Assert.Equal(literals, found is null ? null : string.Join(',', found.Select(Encoding.UTF8.GetString)));
    }

    private static List<string> Found(string text, params string[] needles) =>
        [.. Ends([.. needles.Select(Encoding.UTF8.GetBytes)], Encoding.UTF8.GetBytes(text)).Select(found => $"{needles[found.Needle]}@{found.End}")];

    private static List<(int Needle, int End)> Ends(byte[][] needles, byte[] text)
    {
        var sink = new ListSink([]);
        new Automaton(needles).Scan(text, ref sink);
        return [.. sink.Found.OrderBy(found => found.End).ThenByDescending(found => needles[found.Needle].Length).ThenBy(found => found.Needle)];
    }

    private static List<(int Needle, int End)> Naive(byte[][] needles, byte[] text) =>
        [.. Enumerable.Range(0, text.Length + 1).SelectMany(end => Enumerable.Range(0, needles.Length).Where(needle => text.AsSpan(0, end).EndsWith(needles[needle])).Select(needle => (needle, end)))
            .OrderBy(found => found.end).ThenByDescending(found => needles[found.needle].Length).ThenBy(found => found.needle)];

    private readonly struct ListSink(List<(int Needle, int End)> found) : INeedleSink
    {
        public List<(int Needle, int End)> Found => found;

        void INeedleSink.Found(int needle, int end) => found.Add((needle, end));
    }
}

using Sekisho.Kernel.Text;

namespace Sekisho.Kernel.Tests;

public sealed class AnyCaseTests
{
    private static readonly string[] Words = ["ab", "aB1", "<path", "data:image/", "@import", "www.", "url(", "[x]", "k@", "sS", "Ärger", "zé", "a", "", "{|}", "`a@"];

    [Fact]
    public void Only_the_two_cases_of_an_ascii_letter_equal_it()
    {
        var others = new List<string>();
        for (var code = 0x80; code <= 0xFFFF; code++)
        {
            var sign = ((char)code).ToString();
            for (var letter = 'a'; letter <= 'z'; letter++)
                if (sign.AsSpan().Equals([letter], StringComparison.OrdinalIgnoreCase)) others.Add(sign);
        }

        Assert.Empty(others);
    }

    [Fact]
    public void It_finds_what_the_search_of_the_platform_finds()
    {
        var random = new Random(20261122);
        const string alphabet = "aAbB1<>/:PATHpathdDIimMportwW.uU(rRlLxX[]kK@sSſKzZéÉ{|}`ä\u0100";
        var compared = 0;
        foreach (var word in Words)
        {
            for (var length = 0; length < 120; length += 1 + (length / 8))
            {
                for (var round = 0; round < 40; round++)
                {
                    var text = string.Create(length, alphabet, (output, signs) => random.GetItems(signs, output)).ToCharArray();
                    if (round % 2 == 0 && length >= word.Length) (round % 4 == 0 ? word.ToUpperInvariant() : word).CopyTo(text.AsSpan(random.Next(length - word.Length + 1)));
                    Assert.Equal(text.AsSpan().IndexOf(word, StringComparison.OrdinalIgnoreCase), ((ReadOnlySpan<char>)text).IndexOfAnyCase(word));
                    compared++;
                }
            }
        }

        Assert.True(compared > 10_000, $"{compared} compared");
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 23)]
    [InlineData(24, -1)]
    public void It_goes_on_from_a_place(int start, int found) =>
        Assert.Equal(found, "xx <TD> and so on and  <td> end".IndexOfAnyCase("<td", start));

    [Fact]
    public void A_word_at_the_very_end_is_found() => Assert.True("a text of some length and a WORD".ContainsAnyCase("word"));
}

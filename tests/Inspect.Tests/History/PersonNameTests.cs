using Sekisho.Inspect.History;

namespace Sekisho.Inspect.Tests.History;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Ben Miller", "ben miller")]
    [InlineData("MILLER, Ben", "ben miller")]
    [InlineData("Ben  Miller (via Example Docs)", "ben miller")]
    [InlineData("Ｂｅｎ　Ｍｉｌｌｅｒ", "ben miller")]
    [InlineData("Be\u200Bn Mil\u00ADler", "ben miller")]
    [InlineData("O'Neil, Pat", "oneil pat")]
    [InlineData("田中 太郎", "太郎 田中")]
    [InlineData("田中太郎", "田中太郎")]
    public void Spellings_of_a_name_are_one(string name, string expected) => Assert.Equal(expected, PersonName.Normalise(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Support")]
    [InlineData("ben@example.org")]
    [InlineData("ben@example.org Miller")]
    [InlineData("田中")]
    [InlineData("---")]
    public void What_names_no_person_is_not_compared(string? name) => Assert.Null(PersonName.Normalise(name));

    [Fact]
    public void A_name_is_cut_at_its_limit()
    {
        var longest = "a " + new string('b', PersonName.MaxChars - 2);
        Assert.Equal(longest, PersonName.Normalise(longest));
        Assert.Equal(longest, PersonName.Normalise(longest + "b"));
    }

    [Fact]
    public void No_text_is_too_odd()
    {
        var random = new Random(5);
        for (var i = 0; i < 5_000; i++)
        {
            var chars = new char[random.Next(100)];
            for (var at = 0; at < chars.Length; at++) chars[at] = (char)random.Next(0x10000);
            if (PersonName.Normalise(new string(chars)) is { } name) Assert.InRange(name.Length, 3, 2 * PersonName.MaxChars);
        }
    }
}

using Sekisho.Store.Searching;

namespace Sekisho.Store.Tests.Searching;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Invoice No. 4711", "invoice no 4711")]
    [InlineData("Re: RE: re:", "re")]
    [InlineData("ken@house.example", "ken house example")]
    [InlineData("naïve Straße ΣΊΣΥΦΟΣ", "naïve straße σίσυφος|naïve straße σίσυφοσ")]
    [InlineData("請求書", "請求 求書")]
    [InlineData("請求書 No.5 です", "請求 求書 no 5 です")]
    [InlineData("東", "東")]
    [InlineData("コーヒー", "コー ーヒ ヒー")]
    [InlineData("ｺｰﾋｰ ＡＢＣ", "コー ーヒ ヒー abc")]
    [InlineData("ﾃﾞﾊﾟｰﾄ ﾌﾟﾘﾝ ｳﾞ　ガ", "デパ パー ート プリ リン ヴ ガ")]
    [InlineData("한국어", "한국 국어")]
    [InlineData("mailを送る", "mail を送 送る")]
    [InlineData("", "")]
    [InlineData(" \t…—!?", "")]
    public void Words_are_whole_and_Japanese_is_cut_into_pairs(string text, string words) =>
        Assert.Contains(string.Join(' ', SearchWords.Of(text)), words.Split('|'));

    [Fact]
    public void Every_part_of_two_letters_or_more_of_a_Japanese_text_is_found()
    {
        const string Text = "本日の会議の議事録を送付します";
        var words = SearchWords.Of(Text).ToHashSet();
        for (var from = 0; from < Text.Length - 1; from++)
            for (var length = 2; length <= Text.Length - from; length++)
                Assert.Subset(words, SearchWords.Of(Text.Substring(from, length)).ToHashSet());
    }

    [Fact]
    public void At_most_1024_words_of_the_first_16384_characters_count()
    {
        Assert.Equal(SearchWords.MostWords, SearchWords.Of(string.Join(' ', Enumerable.Range(0, SearchWords.MostWords))).Count);
        Assert.Equal(SearchWords.MostWords, SearchWords.Of(string.Join(' ', Enumerable.Range(0, SearchWords.MostWords + 1))).Count);
        var letters = string.Concat(Enumerable.Range(0x4E00, SearchWords.MostWords + 2).Select(code => (char)code));
        Assert.Equal(SearchWords.MostWords, SearchWords.Of(letters).Count);
        Assert.Contains("end", SearchWords.Of(new string(' ', SearchWords.MostCharacters - 3) + "end"));
        Assert.Empty(SearchWords.Of(new string(' ', SearchWords.MostCharacters) + "end"));
    }

    [Fact]
    public void Of_a_word_its_first_64_characters_count()
    {
        Assert.Equal([new string('a', SearchWords.LongestWord)], SearchWords.Of(new string('a', SearchWords.LongestWord)));
        Assert.Equal([new string('a', SearchWords.LongestWord)], SearchWords.Of(new string('a', SearchWords.LongestWord + 1)));
    }

    [Fact]
    public void Halves_of_surrogates_and_any_other_text_give_words()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 2000; i++)
        {
            var text = new string([.. Enumerable.Range(0, 40).Select(_ => (char)random.Next(0x10000))]);
            Assert.All(SearchWords.Of(text), word => Assert.InRange(word.Length, 1, SearchWords.LongestWord));
        }
    }
}

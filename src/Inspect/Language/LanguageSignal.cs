using System.Globalization;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Language.Features;
using Sekisho.Inspect.Language.Model;
using Sekisho.Inspect.Language.Phrases;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Language;

/// <summary>Judges the words of a message by a trained classifier, and says which words and which traits did it.</summary>
/// <param name="model">The classifier; null for none.</param>
internal sealed class LanguageSignal(LanguageModel? model) : ISignal
{
    /// <summary>From this probability the tokens that did it are named.</summary>
    private const double ExplainFrom = 0.5;

    /// <summary>How many of them, for and against.</summary>
    private const int MaxNamed = 6;

    private readonly MessageReader _reader = new();
    private readonly Lock _lock = new();

    public string Name => "language";

    public FactGroup Facts => LanguageFacts.Group;

    /// <summary>The tokens of the message that was examined last.</summary>
    internal FeatureSet Features => _reader.Features;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        // A thread that was given up for its time may come back while the next message is read.
        lock (_lock)
        {
            _reader.Read(context);
            context.Set(LanguageFacts.Name, _reader.Language);
            var disguised = _reader.Text.MixedLetters + _reader.Text.StyledLetters + _reader.Text.SplitWords;
            if (disguised > 0) context.Set(LanguageFacts.Disguised, (long)disguised);
            context.Set(LanguageFacts.Traits, _reader.Features.ShapeNames);
            SetPhrases(context);
            if (model is not null && IsEnough(Features.Words.Length, context.Facts)) Judge(context, model);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The numbers of the words of the message that was examined last (<see cref="WordNumbers"/>); none where there is too little to judge it by.</summary>
    internal byte[] Words(FactSet facts)
    {
        lock (_lock) return IsEnough(Features.Words.Length, facts) ? WordNumbers.Write(Features.Words) : [];
    }

    /// <summary>The words of the message that was examined last behind some numbers.</summary>
    internal List<string> NamesOf(InspectionContext context, IReadOnlyList<int> numbers)
    {
        lock (_lock)
        {
            Features.Wanted = numbers.ToDictionary(number => number, _ => "");
            _reader.Read(context);
            List<string> names = [.. numbers.Select(number => Features.Wanted[number]).Where(name => name.Length > 0)];
            Features.Wanted = null;
            return names;
        }
    }

    /// <summary>Whether there is enough in a message to judge its words.</summary>
    internal static bool IsEnough(int words, FactSet facts) => words >= FeatureSet.FewestToJudge || facts.Values.ContainsKey(LinkFacts.ClickedCount.Name);

    private void SetPhrases(InspectionContext context)
    {
        var found = _reader.Phrases;
        var phones = PhoneNumbers.Count(context.ReaderText);
        if (phones > 0) context.Set(LanguageFacts.Phones, (long)phones);
        if (found.Count == 0) return;
        var groups = found.GroupBy(phrase => phrase.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        context.Set(LanguageFacts.Phrases, [.. groups.Select(group => group.Key)]);
        context.Set(LanguageFacts.Insistent, [.. groups.Where(group => group.Count() > 1).Select(group => group.Key)]);
        context.Set(LanguageFacts.Found, [.. found.Select(phrase => $"{phrase.Group}: {phrase.Text}").Order(StringComparer.Ordinal)]);
    }

    private void Judge(InspectionContext context, LanguageModel judging)
    {
        var probability = judging.ProbabilityOf(judging.SumOf(Features));
        context.Set(LanguageFacts.Probability, Math.Round(probability, 4));
        if (probability < ExplainFrom) return;
        var shares = new List<(int Item, double Share)>();
        foreach (var item in Features.Words) shares.Add((item, judging.WeightOf(item) * Features.WordValue));
        foreach (var item in Features.Shapes) shares.Add((item, judging.WeightOf(item) * FeatureSet.ShapeValue));
        var against = shares.Where(share => share.Share > 0).OrderByDescending(share => share.Share).ThenBy(share => share.Item).Take(MaxNamed).ToList();
        var favour = shares.Where(share => share.Share < 0).OrderBy(share => share.Share).ThenBy(share => share.Item).Take(MaxNamed).ToList();
        Features.Wanted = against.Concat(favour).ToDictionary(share => share.Item, _ => "");
        // The model knows numbers only: the message is read once more to see whose numbers these are.
        _reader.Read(context);
        context.Set(LanguageFacts.Against, Named(against));
        context.Set(LanguageFacts.For, Named(favour));
        Features.Wanted = null;
    }

    private List<string> Named(List<(int Item, double Share)> shares) =>
        [.. shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{Features.Wanted![share.Item]} {Math.Abs(share.Share):0.00}"))];
}

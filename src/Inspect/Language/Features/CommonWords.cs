using System.Collections.Frozen;
using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Language.Features;

/// <summary>The commonest words of some languages. They tell the language, and are no tokens: no language is suspicious.</summary>
internal static class CommonWords
{
    private static readonly (string Language, string Words)[] Lists =
    [
        ("en", "the and you your to of for is are in on we our with this that it be have has will not from or can if as at by an was i my me they he she but been more all any no new please do so us get out up just now their there when what which who how here about only would like also into than then one"),
        ("de", "der die das und ist nicht ein eine einen einer sie ihr ihre ihren ihnen wir mit für auf den dem des von zu im in ich du es auch oder wenn haben hat werden wird sind bei nur noch aus nach als um über dass zum zur kann können bitte mehr unser unsere jetzt durch sich so was war"),
        ("fr", "le la les et est vous votre vos nous de des du un une pour dans sur avec ce cette que qui ne pas par au aux en plus ou mais à a il elle sont être avez notre nos si tout tous se son sa ses d l je j été"),
        ("pt", "o a os as e é de do da dos das um uma você voce seu sua seus suas para por com não nao no na nos nas em que se mais ao ou foi ser está esta este como nosso nossa já ja sem até ate pelo pela são sao tem mas isso"),
        ("es", "el la los las y es de del un una usted su sus tu para por con no en que se más al o pero como este esta nuestro nuestra ya sin hasta son ha ser está lo le te si muy"),
        ("nl", "de het een en is van je jij jouw u uw wij we voor met op in niet dat dit die te aan er om ook of als maar bij naar kan kunt heeft hebben wordt zijn onze ons nu door uit over zo deze nog meer wat"),
        ("it", "il lo la gli le e è di del della un una per con non che si in da su tuo tua nostro questo questa sono come più al ma o hai ha ci"),
        // When a message was written says nothing about what it wants.
        ("time", "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec am pm gmt utc est pst cet"),
        ("ru", "и в на не что с по для это вы ваш мы из к как от за или"),
    ];

    /// <summary>The languages by their numbers.</summary>
    public static string[] Languages { get; } = [.. Lists.Select(list => list.Language)];

    private static readonly FrozenDictionary<uint, int> ByHash = Build();

    /// <summary>The line of words that are no language.</summary>
    public static int Time { get; } = Array.IndexOf(Languages, "time");

    /// <summary>The number of the language whose common word this is; -1 for none. A word of several languages counts for the first of them.</summary>
    public static int LanguageOf(uint hash) => ByHash.TryGetValue(hash, out var language) ? language : -1;

    private static FrozenDictionary<uint, int> Build()
    {
        var words = new Dictionary<uint, int>();
        var folded = new FoldedText();
        for (var i = 0; i < Lists.Length; i++)
        {
            foreach (var word in Lists[i].Words.Split(' '))
            {
                folded.Clear();
                folded.Append(word);
                words.TryAdd(FeatureHash.Of(folded.Span.Trim(' ')), i);
            }
        }

        return words.ToFrozenDictionary();
    }
}

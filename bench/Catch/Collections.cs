using System.Text;
using Sekisho.Testing.GoodMail;

namespace Sekisho.Bench.Catch;

/// <summary>
/// Loads the labelled messages. What a collection put into them is taken out again: the address that stands in place of every
/// recipient of the phishing becomes an address as people have.
/// </summary>
internal static class Collections
{
    private static readonly string[] People = ["h.mori@seaside.example.jp", "anna.keller@lindenhaus.example", "jsmith@fieldworks.example", "m.santos@rioverde.example", "sales@kitebox.example", "t_fujita@hokuto.example.jp"];

    public static List<Labelled> Load(string corpora, int perTemplate)
    {
        var messages = new List<Labelled>();
        foreach (var file in Files("phishing")) messages.Add(new(Path.GetFileName(file), MessageGroup.Phishing, WithoutPlaceholder(File.ReadAllBytes(file), messages.Count), null, true));
        foreach (var file in Files("spam")) messages.Add(new(Path.GetFileName(file), MessageGroup.OldSpam, File.ReadAllBytes(file), null, true));
        foreach (var file in Files("ham"))
        {
            var name = Path.GetFileName(file);
            messages.Add(new(name, name.StartsWith("hard", StringComparison.Ordinal) ? MessageGroup.OldHardGood : MessageGroup.OldGood, File.ReadAllBytes(file), null, true));
        }

        foreach (var good in GoodMailbox.Make(perTemplate))
            messages.Add(new($"{good.Template.Name}/{good.Style}", good.Template.IsForEvaluation ? MessageGroup.ModernUnlike : MessageGroup.ModernGood, good.Content, good.Template.Name, true));
        foreach (var letter in GoodLetter.LoadTrained()) messages.Add(new(letter.Name, MessageGroup.TrainedLetters, letter.Content, letter.Name, true));
        foreach (var letter in GoodLetter.LoadAll()) messages.Add(new(letter.Name, MessageGroup.ModernLetters, letter.Content, letter.Name, false));
        foreach (var letter in GoodLetter.LoadFurther()) messages.Add(new(letter.Name, letter.Number % 2 == 0 ? MessageGroup.KeptLetters : MessageGroup.FurtherLetters, letter.Content, letter.Name, false));
        foreach (var letter in GoodLetter.LoadLast()) messages.Add(new(letter.Name, MessageGroup.LastLetters, letter.Content, letter.Name, false));
        return messages;

        IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(corpora, "mail", folder), "*.eml").Order(StringComparer.Ordinal);
    }

    private static byte[] WithoutPlaceholder(byte[] content, int seed)
    {
        var text = Encoding.Latin1.GetString(content);
        return Encoding.Latin1.GetBytes(text.Replace("phishing@pot", People[seed % People.Length], StringComparison.OrdinalIgnoreCase));
    }
}

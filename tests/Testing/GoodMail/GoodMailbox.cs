namespace Sekisho.Testing.GoodMail;

/// <summary>
/// Modern good mail for measuring false alarms: made from hand-written templates in eight ways of building HTML.
/// The same seed always makes the same messages.
/// </summary>
public static class GoodMailbox
{
    /// <summary>Messages made of each template unless said otherwise.</summary>
    public const int PerTemplate = 14;

    /// <summary>Makes <paramref name="perTemplate"/> messages of every template.</summary>
    public static IEnumerable<GoodMessage> Make(int perTemplate = PerTemplate, int seed = 1)
    {
        foreach (var template in GoodTemplate.LoadAll())
        {
            for (var i = 0; i < perTemplate; i++) yield return GoodMailWriter.Write(template, SeedOf(template.Name, seed, i));
        }
    }

    private static int SeedOf(string name, int seed, int index)
    {
        // FNV-1a over the name: string hash codes differ from run to run.
        var hash = 2166136261u;
        foreach (var letter in name) hash = (hash ^ letter) * 16777619u;
        return (int)((hash ^ (uint)(seed * 7919)) * 31 + (uint)index) & int.MaxValue;
    }
}

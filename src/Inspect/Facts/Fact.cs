namespace Sekisho.Inspect.Facts;

/// <summary>The documentation of one fact: rules name facts, so a name once given keeps its meaning.</summary>
/// <param name="Name">Its name, "group.word", lower case.</param>
/// <param name="Kind">What sort of value it has.</param>
/// <param name="Meaning">What it says, with its unit and its limits.</param>
/// <param name="Example">A value, as it would be written in JSON.</param>
public sealed record Fact(string Name, FactKind Kind, string Meaning, string Example)
{
    internal static Fact Text(string name, string meaning, string example) => new(name, FactKind.Text, meaning, $"\"{example}\"");

    internal static Fact Number(string name, string meaning, string example) => new(name, FactKind.Number, meaning, example);

    internal static Fact Truth(string name, string meaning) => new(name, FactKind.Truth, meaning, "true");

    internal static Fact List(string name, string meaning, params string[] example) =>
        new(name, FactKind.List, meaning, $"[{string.Join(", ", example.Select(item => $"\"{item}\""))}]");
}

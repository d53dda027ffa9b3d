using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sekisho.Output;

/// <summary>
/// Where a command says what it found: JSON lines for programs, tables for people. JSON escapes everything that is
/// not ASCII, tables everything that acts on a terminal: neither lets mail write on the operator's screen.
/// </summary>
/// <param name="console">The streams.</param>
/// <param name="json">JSON lines are wanted.</param>
internal sealed class CommandOutput(ProgramConsole console, bool json)
{
    /// <summary>JSON lines are wanted.</summary>
    public bool Json => json;

    /// <summary>The streams.</summary>
    public ProgramConsole Console => console;

    /// <summary>One item as one line of JSON.</summary>
    public void WriteJson<T>(T item, JsonTypeInfo<T> type)
    {
        console.Out.Write(JsonSerializer.Serialize(item, type));
        console.Out.Write('\n');
        console.Out.Flush();
    }

    /// <summary>One line for people on standard output.</summary>
    public void WriteLine(string text)
    {
        console.Out.Write(SafeText.Line(text));
        console.Out.Write('\n');
        console.Out.Flush();
    }

    /// <summary>Text of our own with its line ends, as it is.</summary>
    public void WriteOwnText(string text)
    {
        console.Out.Write(text);
        console.Out.Flush();
    }

    /// <summary>Progress and hints on standard error.</summary>
    public void Note(string text) => console.Error.WriteLine(SafeText.Line(text));

    /// <summary>Says what failed, and what to do, on standard error.</summary>
    /// <returns>The exit code of a failure.</returns>
    public int Fail(string what, string advice = "")
    {
        console.Error.WriteLine("sekisho: " + SafeText.Line(advice.Length > 0 ? $"{what} {advice}" : what));
        return ExitCodes.Failed;
    }

    /// <summary>Says on standard error what is wrong with the command line.</summary>
    /// <returns>The exit code of wrong usage.</returns>
    public int WrongUsage(string what, string advice = "")
    {
        _ = Fail(what, advice);
        return ExitCodes.WrongUsage;
    }
}

using System.CommandLine;

namespace Sekisho.Commands.Doctor;

/// <summary>In which language advice is given to people.</summary>
internal static class AdviceLanguage
{
    /// <summary>The option of commands that give advice.</summary>
    public static Option<string?> NewOption()
    {
        var option = new Option<string?>("--language") { Description = "The language of the advice: en or ja; without it that of the terminal (LC_ALL, LC_MESSAGES, LANG).", HelpName = "en|ja" };
        option.AcceptOnlyFromAmong("en", "ja");
        return option;
    }

    /// <summary>Whether it is Japanese.</summary>
    public static bool Of(string? given)
    {
        if (given is not null) return given == "ja";
        // POSIX: the first that is set and not empty counts.
        foreach (var name in new[] { "LC_ALL", "LC_MESSAGES", "LANG" })
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) return value.StartsWith("ja", StringComparison.OrdinalIgnoreCase);
        return false;
    }
}

using System.CommandLine;
using System.Text.Json;
using Sekisho.Store.Archive;
using Sekisho.Vault.Archive;

namespace Sekisho.Commands.Archive;

/// <summary>What several commands of the archive are told.</summary>
internal static class ArchiveOptions
{
    /// <summary>The option that says why; there is no looking into an archive without.</summary>
    public static Option<ArchiveReason> Reason(bool required = true) => new("--reason")
    {
        Description = $"Why, for the ledger: {string.Join(", ", Enum.GetValues<ArchiveReason>().Select(Word))}.",
        HelpName = "WORD",
        Required = required,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            foreach (var reason in Enum.GetValues<ArchiveReason>())
                if (Word(reason) == text) return reason;
            result.AddError($"'{text}' is none of the reasons that 'help' names for --reason.");
            return default;
        },
    };

    /// <summary>The argument that names a tenant.</summary>
    public static Argument<string> Tenant() => new("TENANT") { Description = "The tenant." };

    /// <summary>The option that names a month.</summary>
    public static Option<string?> Month(string description)
    {
        var option = new Option<string?>("--month") { Description = description, HelpName = "YYYY-MM" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ArchiveMonth.TryParse(result.Tokens[0].Value) is null) result.AddError($"'{result.Tokens[0].Value}' is no month: write YYYY-MM.");
        });
        return option;
    }

    /// <summary>The argument that names a month.</summary>
    public static Argument<string> MonthArgument()
    {
        var argument = new Argument<string>("MONTH") { Description = "The month, in UTC: YYYY-MM." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ArchiveMonth.TryParse(result.Tokens[0].Value) is null) result.AddError($"'{result.Tokens[0].Value}' is no month: write YYYY-MM.");
        });
        return argument;
    }

    private static string Word(ArchiveReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}

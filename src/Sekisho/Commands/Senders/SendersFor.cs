using System.CommandLine;

namespace Sekisho.Commands.Senders;

/// <summary>The option that says whose list is meant.</summary>
internal static class SendersFor
{
    /// <summary>Makes it.</summary>
    public static Option<string> Create(string description) => new("--for") { Description = description, HelpName = "DOMAIN|ADDRESS", Required = true };
}

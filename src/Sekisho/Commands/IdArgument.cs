using System.CommandLine;
using Sekisho.Kernel.Ids;

namespace Sekisho.Commands;

/// <summary>The argument that names a message.</summary>
internal static class IdArgument
{
    /// <summary>A message's identifier; anything else is wrong usage.</summary>
    public static Argument<string> Create(bool optional = false)
    {
        var argument = new Argument<string>("ID")
        {
            Description = optional ? "The message's identifier; all messages when it is left out." : "The message's identifier, as lists and Received fields show it.",
            Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!TimeOrderedId.IsWellFormed(token.Value))
                    result.AddError($"'{token.Value}' is no message identifier: it has {TimeOrderedId.Length} lower-case letters and digits.");
            }
        });
        return argument;
    }
}

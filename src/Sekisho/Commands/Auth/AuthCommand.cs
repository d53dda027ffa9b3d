using System.CommandLine;
using Sekisho.Dns;
using Sekisho.Dns.Servers;
using Sekisho.Output;

namespace Sekisho.Commands.Auth;

/// <summary>A command that authenticates a sender: it has --dns, and a resolver.</summary>
internal abstract class AuthCommand : LeafCommand
{
    private readonly Option<string?> _dns = new("--dns") { Description = "The name server to ask; without it those of the configuration, or else the system's.", HelpName = "HOST:PORT" };

    /// <summary>Makes the command.</summary>
    protected AuthCommand(string name, string description, Surroundings surroundings)
        : base(name, description, surroundings)
    {
        Add(_dns);
        _dns.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !DnsServerAddress.TryParse(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no name server: write ADDRESS:PORT.");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        if (loaded.Config is null) return loaded.TellErrors(output);
        using var resolver = await AuthWord.ResolverAsync(loaded, parse.GetValue(_dns), Surroundings.Clock, cancellation);
        return await RunAsync(parse, resolver, output, cancellation);
    }

    /// <summary>Does it.</summary>
    protected abstract Task<int> RunAsync(ParseResult parse, IDnsResolver resolver, CommandOutput output, CancellationToken cancellation);
}

using System.CommandLine;
using Sekisho.Configuration;

namespace Sekisho.Commands;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    private const string Json = "--json";
    private const string Config = "--config";
    private const string Data = "--data";
    private const string Person = "--person";

    /// <summary>Adds the options to the root command; they hold for all below.</summary>
    public static void AddTo(RootCommand root)
    {
        root.Add(new Option<bool>(Json) { Description = "Print JSON lines, one item a line, instead of text.", Recursive = true });
        root.Add(new Option<string?>(Config) { Description = $"The configuration file; without it {ConfigFile.DefaultName} in the current folder when there is one.", HelpName = "FILE", Recursive = true });
        root.Add(new Option<string?>(Data) { Description = "The data folder; goes before 'data' in the configuration. Also finds the running system.", HelpName = "DIR", Recursive = true });
        root.Add(new Option<string?>(Person) { Description = "Ask the running system as this person, who has logged in with 'sekisho login', and with their rights instead of the operator's.", HelpName = "ADDRESS", Recursive = true });
    }

    /// <summary>On whose behalf, or null for the operator.</summary>
    public static string? PersonOf(ParseResult parse) => parse.GetValue<string?>(Person);

    /// <summary>Whether JSON lines are wanted.</summary>
    public static bool WantsJson(ParseResult parse) => parse.GetValue<bool>(Json);

    /// <summary>The configuration file to read, or null when there is none; the full path.</summary>
    public static string? ConfigPath(ParseResult parse, string currentFolder)
    {
        if (parse.GetValue<string?>(Config) is { } named) return Path.GetFullPath(named, currentFolder);
        var usual = Path.Combine(currentFolder, ConfigFile.DefaultName);
        return File.Exists(usual) ? usual : null;
    }

    /// <summary>Reads the configuration: defaults, then the file, then --data.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="currentFolder">Where relative paths of the command line start.</param>
    public static LoadedConfig Load(ParseResult parse, string currentFolder)
    {
        var path = ConfigPath(parse, currentFolder);
        var load = path is null ? new ConfigLoad(new SekishoConfig(), []) : ConfigFile.Load(path);
        var folder = path is null ? currentFolder : Path.GetDirectoryName(path)!;
        var data = parse.GetValue<string?>(Data);
        return new LoadedConfig
        {
            File = path,
            Folder = folder,
            Config = load.Config,
            Errors = load.Errors,
            DataFolder = data is not null ? Path.GetFullPath(data, currentFolder) : load.Config?.Data.From(folder),
            DataIsGiven = data is not null,
        };
    }
}

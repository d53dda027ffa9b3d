using System.Globalization;

namespace Sekisho.Bench.Mail;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        ./sekisho bench mail [--messages N] [--sessions N] [--rounds N] [--corpus N] [--workers N] [--only RUN] [--alone]
                                [--folder DIR] [--json]

          --messages N   messages of 5 KB in each round of the receive run (2000)
          --sessions N   parallel SMTP sessions (10)
          --rounds N     rounds; the systems take turns, the median counts (3)
          --corpus N     real messages in each round of the relay run (all)
          --workers N    Sekisho's inspect workers (its default)
          --only RUN     one run of: receive, exempt, relay (all)
          --alone        Sekisho without its peers: for looking where its time goes
          --folder DIR   where the private folders are made: a real disk (/var/tmp)
          --json         one JSON object a line
        """;

    public int Messages { get; init; } = 2000;

    public int Sessions { get; init; } = 10;

    public int Rounds { get; init; } = 3;

    public int Corpus { get; init; } = int.MaxValue;

    public int? Workers { get; init; }

    /// <summary>The one run that is wanted; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Whether the peers are left out.</summary>
    public bool Alone { get; init; }

    public string Folder { get; init; } = "/var/tmp";

    public bool Json { get; init; }

    /// <summary>Whether a run is wanted.</summary>
    public bool Wants(string run) => Only is null || Only == run;

    /// <summary>Reads the command line, or says what is wrong with it.</summary>
    public static BenchOptions? Read(string[] arguments, out string error)
    {
        var options = new BenchOptions();
        error = "";
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            if (arguments[i] == "--alone")
            {
                options = options with { Alone = true };
                continue;
            }

            if (i + 1 == arguments.Length)
            {
                error = $"{arguments[i]} is not an option, or lacks its value";
                return null;
            }

            var (name, value) = (arguments[i], arguments[++i]);
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
            switch (name)
            {
                case "--folder": options = options with { Folder = value }; break;
                case "--only" when value is "receive" or "exempt" or "relay": options = options with { Only = value }; break;
                case "--messages" when isNumber && number <= 1_000_000: options = options with { Messages = number }; break;
                case "--sessions" when isNumber && number <= 500: options = options with { Sessions = number }; break;
                case "--rounds" when isNumber && number <= 100: options = options with { Rounds = number }; break;
                case "--corpus" when isNumber: options = options with { Corpus = number }; break;
                case "--workers" when isNumber && number <= 64: options = options with { Workers = number }; break;
                default:
                    error = $"{name} {value}: no such option, or not a sensible number";
                    return null;
            }
        }

        return options;
    }
}

using Spectre.Console;

namespace Sekisho.Output;

/// <summary>A table for people: framed on a terminal, plain columns elsewhere. Every cell is made safe.</summary>
/// <param name="columns">The headings.</param>
internal sealed class TextTable(params IReadOnlyList<string> columns)
{
    /// <summary>Longer cells are cut, unless the column is the last.</summary>
    private const int MaxCellCharacters = 60;

    private readonly List<string?[]> _rows = [];

    /// <summary>Adds a row; null is an empty cell.</summary>
    public void Add(params string?[] cells) => _rows.Add(cells);

    /// <summary>Writes the table.</summary>
    public void WriteTo(CommandOutput output)
    {
        var console = output.Console;
        if (console.OutIsTerminal)
        {
            Write(console, console.Out);
        }
        else
        {
            // The last column is as wide as its longest cell: in a file or a pipe that is hundreds of blanks in every row.
            using var lines = new StringWriter { NewLine = "\n" };
            Write(console, lines);
            foreach (var line in lines.ToString().TrimEnd('\n').Split('\n')) console.Out.Write(line.TrimEnd(' ') + "\n");
        }

        console.Out.Flush();
    }

    private void Write(ProgramConsole console, TextWriter to)
    {
        var target = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = console.OutIsTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = console.OutIsTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(to),
        });
        // Elsewhere than on a terminal nothing is wrapped: one row is one line.
        target.Profile.Width = console.OutIsTerminal ? console.Width : 100_000;
        target.Profile.Capabilities.Unicode = true;
        target.Write(Build(console.OutIsTerminal));
    }

    private Table Build(bool terminal)
    {
        var table = new Table { Border = terminal ? TableBorder.Rounded : TableBorder.None };
        foreach (var column in columns)
        {
            var heading = new TableColumn(new Text(column.ToUpperInvariant()));
            if (!terminal) heading.NoWrap().Padding(0, 0, 2, 0);
            table.AddColumn(heading);
        }

        foreach (var row in _rows)
            table.AddRow(row.Select((cell, i) => new Text(SafeText.Short(cell, i == row.Length - 1 ? SafeText.MaxCharacters : MaxCellCharacters))));
        return table;
    }
}

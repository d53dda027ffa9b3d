using System.Text;
using System.Text.Unicode;
using Sekisho.Configuration.Yaml;

namespace Sekisho.Configuration;

/// <summary>Reads a configuration file.</summary>
internal static class ConfigFile
{
    /// <summary>The name that is looked for in the current folder when none is given.</summary>
    public const string DefaultName = "sekisho.yaml";

    /// <summary>Larger files are refused: a configuration is a few kilobytes, and reading one must not fill the memory.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a file. A file that cannot be read is an error like any other.</summary>
    public static ConfigLoad Load(string path)
    {
        try
        {
            // Read one byte more than allowed; the length of a device or a pipe says nothing.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[MaxBytes + 1];
            return Read(path, bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ConfigLoad(null, [new ConfigError(path, 0, 0, "", "There is no such file.", "Check the name given with --config; 'sekisho config example' prints one to begin with.")]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ConfigLoad(null, [new ConfigError(path, 0, 0, "", $"The file cannot be read: {exception.Message}", "Check the rights of the file.")]);
        }
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="name">The file's name, for errors.</param>
    /// <param name="content">Its bytes.</param>
    public static ConfigLoad Read(string name, ReadOnlySpan<byte> content)
    {
        var errors = new ConfigErrors(name);
        if (content.Length > MaxBytes)
        {
            errors.Add(new Place(1, 1), "", $"The file is larger than {MaxBytes} bytes.", "This does not look like a configuration; see 'sekisho config example'.");
            return new ConfigLoad(null, errors.InOrder);
        }

        if (!Utf8.IsValid(content))
        {
            errors.Add(FirstInvalid(content), "", "The text is not valid UTF-8.", "Save the file as UTF-8.");
            return new ConfigLoad(null, errors.InOrder);
        }

        var binder = new ConfigBinder(errors);
        var config = binder.Bind(YamlReader.Read(Encoding.UTF8.GetString(content), errors));
        ConfigRules.Check(config, binder, errors);
        return new ConfigLoad(errors.Any ? null : config, errors.InOrder);
    }

    private static Place FirstInvalid(ReadOnlySpan<byte> content)
    {
        // Lines end with a byte that is never inside a UTF-8 sequence, so each can be looked at alone.
        long number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            number++;
            var line = content[range];
            if (Utf8.IsValid(line)) continue;
            var column = 1;
            while (line.Length > 0 && Rune.DecodeFromUtf8(line, out _, out var used) == System.Buffers.OperationStatus.Done)
            {
                line = line[used..];
                column++;
            }

            return new Place(number, column);
        }

        return new Place(number, 1);
    }
}

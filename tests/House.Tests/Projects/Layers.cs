namespace Sekisho.House.Tests.Projects;

/// <summary>Which project may know which: Sekisho → slices → protocol libraries → Kernel.</summary>
internal static class Layers
{
    /// <summary>
    /// Each project of src with the projects it may refer to and whose namespaces it may use. What is not in a line is
    /// forbidden even where a reference would reach it through another project.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> MayUse { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Kernel"] = [],

        // Protocol libraries: know nothing of the product.
        ["Mime"] = ["Kernel"],
        ["Smtp"] = ["Kernel"],
        ["Dns"] = ["Kernel"],
        ["Events"] = ["Kernel"],
        ["Sigma"] = ["Kernel"],
        ["Identity"] = ["Kernel"],
        ["Sealing"] = ["Kernel"],
        ["TransparencyLog"] = ["Kernel"],

        // Reads headers and asks names; still no input or output of its own.
        ["MailAuth"] = ["Kernel", "Mime", "Dns"],

        // Knows Linux and nothing of mail: what a process may still do.
        ["Confinement"] = ["Kernel"],

        // What every slice stands on: who may ask whom what, and what the kernel holds them to.
        ["Roles"] = ["Kernel", "Confinement"],

        // The ledger knows no other slice; the slices that record something use its client.
        ["Ledger"] = ["Kernel", "TransparencyLog", "Roles"],

        // Slices. Edge faces the Internet and Store holds the mail: neither may parse MIME, so neither may use Mime.
        ["Inspect"] = ["Kernel", "Mime", "Dns", "MailAuth", "Sigma", "Roles"],
        ["Store"] = ["Kernel", "Sealing", "Smtp", "Identity", "Roles", "Inspect"],
        ["Vault"] = ["Kernel", "Sealing", "Identity", "Roles", "Ledger", "Store"],
        ["Edge"] = ["Kernel", "Smtp", "Roles", "Inspect", "Store", "Vault"],
        ["Deliver"] = ["Kernel", "Sealing", "Mime", "Smtp", "Dns", "Roles", "Inspect", "Store", "Vault"],

        // The program: parse, wire, run.
        ["Sekisho"] = ["Kernel", "Confinement", "Sealing", "Mime", "Smtp", "Dns", "MailAuth", "TransparencyLog", "Events", "Sigma", "Identity", "Roles", "Ledger", "Inspect", "Store", "Vault", "Edge", "Deliver"],
    };

    /// <summary>The packages each project of src may have; none for the Kernel and the protocol libraries, but Sigma, whose rules are YAML.</summary>
    public static IReadOnlyDictionary<string, string[]> MayHavePackages { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Sigma"] = ["YamlDotNet"],
        ["Store"] = ["Microsoft.Data.Sqlite"],
        ["Vault"] = ["Microsoft.Data.Sqlite"],
        ["Sekisho"] = ["System.CommandLine", "Spectre.Console", "YamlDotNet"],
    };
}

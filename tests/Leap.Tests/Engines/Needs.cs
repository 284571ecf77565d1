namespace Leap.Tests.Engines;

/// <summary>
/// What a test needs and a machine may lack. A test that lacks it is skipped with a reason, unless `LEAP_REQUIRE_ALL=1` says that a
/// skip is a failure: then it runs, and fails where the thing is missing.
/// </summary>
public static class Needs
{
    /// <summary>An Npgsql connection string of a user who may create databases; null when none was given.</summary>
    public static string? Postgres { get; } = Variable("LEAP_TEST_POSTGRES");

    /// <summary>Published test files of the standards, which are no part of this repository; null when they are not there.</summary>
    public static string? Vectors { get; } = FindVectors();

    /// <summary>A Python 3, whose MIME parser is nobody's here; the name alone when none is on the path.</summary>
    public static string Python { get; } = OnPath("python3") ?? "python3";

    /// <summary>The Python that Debian's package python3-aiosmtpd, a mail server, belongs to.</summary>
    public static string MailServerPython => "/usr/bin/python3";

    private static bool AreAllRequired => Variable("LEAP_REQUIRE_ALL") == "1";

    /// <summary>The reason to skip a test on PostgreSQL; null when it must run.</summary>
    public static string? WhyNoPostgres() => ReasonToSkip(
        Postgres is not null,
        AreAllRequired,
        "No PostgreSQL: set LEAP_TEST_POSTGRES to a connection string of a user who may create databases.");

    /// <summary>The reason to skip a test that asks Python; null when it must run.</summary>
    public static string? WhyNoPython() => ReasonToSkip(OnPath("python3") is not null, AreAllRequired, "No python3 on the path.");

    /// <summary>The reason to skip a test over a mail server that is nobody's here; null when it must run.</summary>
    public static string? WhyNoMailServer() => ReasonToSkip(
        Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"), AreAllRequired, "No mail server: install python3-aiosmtpd.");

    /// <summary>The reason to skip a test on <paramref name="path"/> of the vectors; null when it is there. Never required.</summary>
    public static string? WhyNoVectors(string path) => ReasonToSkip(
        Vectors is not null && Path.Exists(Path.Combine(Vectors, path)), isRequired: false,
        $"No test vectors at {path}: set LEAP_TEST_VECTORS to the folder that holds them.");

    internal static string? ReasonToSkip(bool isThere, bool isRequired, string reason) => isThere || isRequired ? null : reason;

    private static string? FindVectors()
    {
        var folder = Variable("LEAP_TEST_VECTORS") ?? Path.GetFullPath(Checkout.At("../shared/vectors"));
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? OnPath(string program) => (Variable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

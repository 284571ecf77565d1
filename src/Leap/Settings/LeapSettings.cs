namespace Leap.Settings;

/// <summary>
/// The whole `Leap` section of the configuration (environment: `Leap__Database` and so on). `SettingsCheck` validates it at start.
/// </summary>
public sealed record LeapSettings
{
    /// <summary>
    /// Statements are planned once a connection instead of once a call, and a connection goes back to the pool without a round trip to
    /// forget what no code here leaves on it. What the setting itself states stands after these, and so wins.
    /// </summary>
    private const string PostgresDefaults = "Max Auto Prepare=200;Auto Prepare Min Usages=2;No Reset On Close=true;";

    /// <summary>Connection string: `Data Source=…` is SQLite, `Host=…` is PostgreSQL. Empty: SQLite at `{DataFolder}/leap.db`.</summary>
    public string Database { get; init; } = "";

    /// <summary>Folder for the database, mail files and the demo's files; relative to the working directory.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The address under which people reach this installation; links in mails begin with it.</summary>
    public string PublicUrl { get; init; } = "http://localhost:5080";

    /// <summary>Whether an empty database is filled with the demo programme at the first start.</summary>
    public bool Demo { get; init; }

    public ProgrammeSettings Programme { get; init; } = new();

    public LedgerSettings Ledger { get; init; } = new();

    public MailSettings Mail { get; init; } = new();

    public AccessSettings Access { get; init; } = new();

    public JoiningSettings Joining { get; init; } = new();

    public WebSettings Web { get; init; } = new();

    /// <summary>Whether people come by https, so that cookies are bound to it and plain requests are sent there.</summary>
    public bool IsHttps => PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public PrivacySettings Privacy { get; init; } = new();

    public bool UsesPostgres => Database.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The connection string to open, with what the setting leaves out filled in.</summary>
    public string ConnectionString => UsesPostgres
        ? PostgresDefaults + Database
        : Database.Length > 0 ? Database : $"Data Source={Path.Combine(DataFolder, "leap.db")}";
}

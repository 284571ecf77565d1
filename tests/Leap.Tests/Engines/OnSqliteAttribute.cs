using System.Reflection;
using Xunit.Sdk;

namespace Leap.Tests.Engines;

/// <summary>Runs a theory that takes an <see cref="Engine"/> on SQLite.</summary>
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Engine.Sqlite]];
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Leap.Web.Tests.Hosting;

/// <summary>Adds an address behind all others that fails with words that nobody may read.</summary>
internal sealed class Fault : IStartupFilter
{
    public const string Path = "/a/fault";

    public const string Secret = "Host=db.internal;Password=hunter2";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        app.Use((context, other) => context.Request.Path == Path ? throw new InvalidOperationException(Secret) : other(context));
    };
}

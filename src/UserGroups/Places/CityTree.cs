namespace UserGroups.Places;

/// <summary>
/// A balanced k-d tree over the cities as points on the unit sphere. The straight line through the Earth grows with the great circle, so the
/// nearest by chord is the nearest by great circle, and there is no seam at the antimeridian and no squeeze at the poles. The tree is an order of the
/// array: the middle of a range is its root, the halves are its branches; axes take turns.
/// </summary>
internal sealed class CityTree
{
    private readonly City[] _cities;
    private readonly int[] _order;
    private readonly double[] _points;

    public CityTree(City[] cities)
    {
        _cities = cities;
        _order = new int[cities.Length];
        _points = new double[cities.Length * 3];
        for (var i = 0; i < cities.Length; i++)
        {
            _order[i] = i;
            Point(cities[i].Latitude, cities[i].Longitude).CopyTo(_points, i * 3);
        }
        Build(0, _order.Length, 0);
    }

    public CityNearby Nearest(double latitude, double longitude)
    {
        var best = (Place: -1, Chord2: double.PositiveInfinity);
        Nearest(0, _order.Length, 0, Point(latitude, longitude), ref best);
        return Nearby(best.Place, latitude, longitude);
    }

    public IReadOnlyList<CityNearby> Within(double latitude, double longitude, double km)
    {
        // Half the circumference reaches everywhere. The margin lets the haversine formula, not rounding, decide about the rim.
        var half = Math.Min(km / (2 * Distance.EarthRadiusKm), Math.PI / 2);
        var chord = (2 * Math.Sin(half)) + 1e-9;
        var places = new List<int>();
        Within(0, _order.Length, 0, Point(latitude, longitude), chord * chord, places);
        return [.. places
            .Select(place => Nearby(place, latitude, longitude))
            .Where(nearby => nearby.Km <= km)
            .OrderBy(nearby => nearby.Km).ThenByDescending(nearby => nearby.City.Population).ThenBy(nearby => nearby.City.GeonameId)];
    }

    private static double[] Point(double latitude, double longitude)
    {
        var (sinPhi, cosPhi) = Math.SinCos(double.DegreesToRadians(latitude));
        var (sinLambda, cosLambda) = Math.SinCos(double.DegreesToRadians(longitude));
        return [cosPhi * cosLambda, cosPhi * sinLambda, sinPhi];
    }

    private CityNearby Nearby(int place, double latitude, double longitude) =>
        new(_cities[place], Distance.Km(latitude, longitude, _cities[place].Latitude, _cities[place].Longitude));

    private void Nearest(int from, int to, int axis, double[] point, ref (int Place, double Chord2) best)
    {
        if (from >= to)
            return;
        var middle = (from + to) / 2;
        var place = _order[middle];
        var chord2 = Chord2(place, point);
        // Places are by falling population: of two equally near, the smaller place is the larger city.
        if (chord2 < best.Chord2 || (chord2 == best.Chord2 && place < best.Place))
            best = (place, chord2);
        var side = point[axis] - _points[(place * 3) + axis];
        var next = (axis + 1) % 3;
        var (near, far) = side < 0 ? ((from, middle), (middle + 1, to)) : ((middle + 1, to), (from, middle));
        Nearest(near.Item1, near.Item2, next, point, ref best);
        if (side * side <= best.Chord2)
            Nearest(far.Item1, far.Item2, next, point, ref best);
    }

    private void Within(int from, int to, int axis, double[] point, double chord2, List<int> places)
    {
        if (from >= to)
            return;
        var middle = (from + to) / 2;
        var place = _order[middle];
        if (Chord2(place, point) <= chord2)
            places.Add(place);
        var side = point[axis] - _points[(place * 3) + axis];
        var next = (axis + 1) % 3;
        if (side <= 0 || side * side <= chord2)
            Within(from, middle, next, point, chord2, places);
        if (side >= 0 || side * side <= chord2)
            Within(middle + 1, to, next, point, chord2, places);
    }

    private double Chord2(int place, double[] point)
    {
        var x = _points[place * 3] - point[0];
        var y = _points[(place * 3) + 1] - point[1];
        var z = _points[(place * 3) + 2] - point[2];
        return (x * x) + (y * y) + (z * z);
    }

    private void Build(int from, int to, int axis)
    {
        while (to - from > 1)
        {
            var middle = (from + to) / 2;
            Select(from, to - 1, middle, axis);
            axis = (axis + 1) % 3;
            Build(from, middle, axis);
            from = middle + 1;
        }
    }

    /// <summary>Quickselect: afterwards nothing left of <paramref name="middle"/> is larger on the axis, nothing right of it smaller.</summary>
    private void Select(int left, int right, int middle, int axis)
    {
        while (left < right)
        {
            var pivot = At((left + right) / 2, axis);
            int i = left, j = right;
            while (i <= j)
            {
                while (At(i, axis) < pivot)
                    i++;
                while (At(j, axis) > pivot)
                    j--;
                if (i > j)
                    break;
                (_order[i], _order[j]) = (_order[j], _order[i]);
                i++;
                j--;
            }
            if (middle <= j)
                right = j;
            else if (middle >= i)
                left = i;
            else
                return;
        }
    }

    private double At(int position, int axis) => _points[(_order[position] * 3) + axis];
}

@testable import Rendering

extension BillWords {
    static let english = BillWords(
        language: "en", title: "Bill of Room 512, Nguyễn Thị Hoa", sentence: "80 calls of Room 512, March 2026, 128.40 USD",
        party: "Party", period: "Period", notice: "The period is not over: later calls may change this bill.", total: "Total to pay",
        sum: "Sum of the calls", rounding: "Rounding", tie: "Ties: the lines add up to the daily sums of the book.",
        note: "Counted are all answered calls that began in the period. A call is charged by the tariff of the moment at which it began.",
        section: "Calls", columns: ["Time", "Called", "Destination", "Type", "Duration", "Price"],
        types: ["Internal", "Local", "Mobile", "International"],
        places: [
            "Hanoi", "Ho Chi Minh City", "Đà Nẵng", "Germany, Berlin", "Bosnia and Herzegovina, mobile networks of all operators", "Japan",
        ],
        names: ["Nguyễn Thị Hoa"], pages: PageWords(), head: ["Hotel Metropole", "15 Ngô Quyền, Hanoi", "Tel. +84 24 3826 6919"])

    static let vietnamese = BillWords(
        language: "vi", title: "Hoá đơn của phòng 512, Nguyễn Thị Hoa", sentence: "80 cuộc gọi của phòng 512, tháng 3 năm 2026",
        party: "Khách hàng", period: "Kỳ", notice: "Kỳ chưa kết thúc: các cuộc gọi sau có thể thay đổi hoá đơn này.",
        total: "Tổng phải trả", sum: "Cộng các cuộc gọi", rounding: "Làm tròn", tie: "Khớp: các dòng cộng lại bằng tổng theo ngày của sổ.",
        note: "Tính mọi cuộc gọi đã trả lời bắt đầu trong kỳ.", section: "Các cuộc gọi",
        columns: ["Thời gian", "Số gọi", "Nơi đến", "Loại", "Thời lượng", "Giá"], types: ["Nội bộ", "Nội hạt", "Di động", "Quốc tế"],
        places: ["Hà Nội", "Thành phố Hồ Chí Minh", "Đà Nẵng", "Thừa Thiên – Huế", "Bà Rịa – Vũng Tàu"], names: ["Nguyễn Thị Hoa"],
        pages: PageWords(page: "Trang ", of: " / "), head: ["Khách sạn Metropole", "15 Ngô Quyền, Hà Nội"])

    static let arabic = BillWords(
        language: "ar", title: "فاتورة الغرفة 512، أحمد بن علي", sentence: "80 مكالمة للغرفة 512 من 2026-03-01 إلى 2026-03-31",
        party: "العميل", period: "الفترة", notice: "لم تنته الفترة بعد: قد تغيّر مكالمات لاحقة هذه الفاتورة.", total: "المبلغ المستحق",
        sum: "مجموع المكالمات", rounding: "تقريب", tie: "مطابق: مجموع السطور يساوي مجاميع الأيام في الدفتر.",
        note: "تُحسب كل المكالمات المجابة التي بدأت في الفترة، هاتف +84 24 3826 6919.", section: "المكالمات",
        columns: ["الوقت", "الرقم المطلوب", "الوجهة", "النوع", "المدة", "السعر"], types: ["داخلية", "محلية", "محمول", "دولية"],
        places: ["القاهرة", "الإسكندرية", "المملكة العربية السعودية", "Berlin", "دبي"], names: ["أحمد بن علي"],
        pages: PageWords(page: "صفحة ", of: " من "), head: ["فندق متروبول", "شارع النيل 15، القاهرة"])

    static let chinese = BillWords(
        language: "zh-Hans", title: "512 号房账单，王小明", sentence: "512 号房，2026 年 3 月，80 次通话",
        party: "客户", period: "期间", notice: "期间尚未结束：之后的通话可能会改变此账单。", total: "应付总额",
        sum: "通话合计", rounding: "舍入", tie: "相符：各行之和等于账簿的每日合计。", note: "计入期间内开始的所有已接通话。",
        section: "通话", columns: ["时间", "被叫号码", "目的地", "类型", "时长", "价格"], types: ["内线", "市话", "移动", "国际"],
        places: ["北京", "上海", "香港特别行政区", "台北", "Germany"], names: ["王小明"], pages: PageWords(page: "第 ", of: " 页，共 "),
        head: ["大都会酒店", "北京市朝阳区建国路 15 号"])
}

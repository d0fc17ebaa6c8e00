// Đăng nhập, tài khoản và quyền.
export const accessVi = {
  role: { viewer: 'Người xem', fieldTeam: 'Đội hiện trường', editor: 'Biên tập', operator: 'Trực ban', approver: 'Người duyệt', engineer: 'Kỹ sư', administrator: 'Quản trị', none: 'Chưa có vai trò' },
  permission: {
    see: 'Xem thiết bị, cảnh báo, phát thanh', exportData: 'Xuất số liệu', acknowledgeAlerts: 'Xác nhận cảnh báo', draftBroadcasts: 'Soạn phát thanh', sendBroadcasts: 'Phát thanh',
    approveBroadcasts: 'Duyệt phát thanh', stopBroadcasts: 'Dừng phát thanh', editDevices: 'Sửa danh mục thiết bị', editUnits: 'Sửa danh mục đơn vị', manageCredentials: 'Quản lý khóa của thiết bị',
    claimDevices: 'Lắp đặt và nhận thiết bị', seeSystem: 'Xem tình trạng hệ thống', managePeople: 'Quản lý người dùng và mã truy cập', readAudit: 'Đọc nhật ký kiểm toán',
  },
  everywhere: 'toàn trung tâm', group: 'nhóm {{name}}', loading: 'Đang tải…', cancel: 'Thôi', save: 'Lưu', done: 'Xong', copy: 'Sao chép', copied: 'Đã sao chép', shownOnce: 'Chỉ hiện một lần này.',
  notAllowed: 'Vai trò của bạn không cho phép việc này. Hãy hỏi người quản trị.',
  signIn: {
    factorTitle: 'Xác thực bước hai', code: 'Mã 6 số trong ứng dụng xác thực', recovery: 'Mã dự phòng', useRecovery: 'Mất điện thoại? Dùng mã dự phòng', useCode: 'Dùng mã trong ứng dụng',
    confirm: 'Xác nhận', back: 'Bắt đầu lại', usePasskey: 'Đăng nhập bằng khóa truy cập', passkeyHere: 'Dùng khóa truy cập', passkeyFailed: 'Khóa truy cập chưa được chấp nhận. Thử lại hoặc dùng cách khác.',
    provider: 'Đăng nhập qua {{name}}', providerUnknown: 'Tài khoản ở đó chưa được cấp quyền vào trung tâm. Hãy hỏi người quản trị.', providerFactor: 'Nơi xác thực chưa hỏi bước thứ hai. Hãy đăng nhập tại đây bằng mật khẩu và bước thứ hai của bạn.', providerFailed: 'Nơi xác thực chưa trả lời đúng. Thử lại hoặc dùng cách khác.',
    last: 'Lần đăng nhập trước: {{time}}, từ {{address}}.', lastNever: 'Đây là lần đăng nhập đầu tiên.',
  },
  invitation: {
    title: 'Lời mời', hello: '{{name}} được mời vào trung tâm điều hành với tên đăng nhập {{userName}}.', again: 'Đặt mật khẩu mới cho {{userName}}.', password: 'Mật khẩu của riêng bạn',
    hint: 'Từ 12 ký tự trở lên; vài từ ghép lại thì dễ nhớ.', accept: 'Đặt mật khẩu', ready: 'Đã xong. Đăng nhập bằng {{userName}} và mật khẩu vừa đặt.', toSignIn: 'Tới trang đăng nhập',
    gone: 'Lời mời này đã dùng, đã rút hoặc hết hạn. Hãy xin lời mời khác.',
  },
  limit: { changePassword: 'Mật khẩu hiện tại do người khác đặt. Hãy chọn mật khẩu của riêng bạn trước.', enrolFactor: 'Vai trò của bạn cần xác thực bước hai. Hãy thêm một cách trước khi làm việc tiếp.', due: 'Vai trò của bạn cần xác thực bước hai. Hạn thêm: {{time}}.', dueDemo: 'Vai trò của bạn cần xác thực bước hai. Bản dùng thử không bắt buộc.' },
  account: {
    title: 'Tài khoản của tôi', password: 'Mật khẩu', current: 'Mật khẩu hiện tại', fresh: 'Mật khẩu mới', change: 'Đổi mật khẩu', changed: 'Đã đổi. Các trình duyệt khác phải đăng nhập lại.',
    factors: 'Xác thực bước hai', totp: 'Ứng dụng xác thực', totpOn: 'Đang dùng', totpOff: 'Chưa có', add: 'Thêm', replace: 'Thay', scan: 'Quét mã bằng ứng dụng xác thực, rồi nhập 6 số mà ứng dụng hiện.',
    typeSecret: 'Không quét được? Nhập tay:', code: '6 số trong ứng dụng', enrol: 'Bật', codes: 'Mã dự phòng', codesLeft: 'Còn {{n}} mã', codesKeep: 'Cất ở nơi an toàn, không ở trong điện thoại. Mỗi mã dùng được một lần khi mất điện thoại.',
    renew: 'Tạo mã mới', proof: 'Nhập mật khẩu để tiếp tục', proofAgain: 'Việc này thay đổi quyền của người dùng. Hãy nhập lại mật khẩu của bạn; trong 15 phút sẽ không hỏi lại.', proofGo: 'Tiếp tục', passkeys: 'Khóa truy cập', passkeyAdd: 'Thêm khóa truy cập', passkeyName: 'Tên gọi', passkeyNone: 'Chưa có khóa nào. Khóa truy cập đăng nhập bằng vân tay, khuôn mặt hoặc khóa bảo mật.',
    passkeyUnavailable: 'Trình duyệt này, hoặc địa chỉ không mã hóa này, không dùng được khóa truy cập.', remove: 'Xóa', sessions: 'Nơi đang đăng nhập', noSessions: 'Không có nơi nào.', sessionsHidden: 'Bạn đang vào bằng mã truy cập. Vào bằng mật khẩu để xem các nơi đang đăng nhập.', thisBrowser: 'trình duyệt này', withToken: 'bằng mã truy cập', used: 'dùng lần cuối {{time}}', signOut: 'Đăng xuất',
    tokens: 'Mã truy cập cho hệ thống khác', noTokens: 'Không có mã nào.', neverUsed: 'chưa dùng', expires: 'đến {{time}}', untilRevoked: 'đến khi thu hồi', can: 'Được làm gì, ở đâu', roles: 'Vai trò',
  },
  people: {
    title: 'Người dùng', name: 'Tên', roles: 'Vai trò', factor: 'Bước hai', last: 'Đăng nhập gần nhất', never: 'chưa từng', invite: 'Mời', invited: 'Đang chờ nhận lời', search: 'Lọc theo tên', none: 'Không có ai khớp.', system: 'hệ thống', shut: 'đã khóa',
    factorMissing: 'thiếu', factorOn: 'có', factorOff: 'không cần', invitedBy: '{{name}} mời, hết hạn {{time}}', withdraw: 'Rút lời mời', userName: 'Tên đăng nhập', fullName: 'Họ và tên', link: 'Đường dẫn mời', linkHint: 'Gửi cho đúng người, qua kênh khác với tài khoản này.',
    place: 'Ở đâu', placeHint: 'Đơn vị (gồm cả bên dưới)', addRole: 'Thêm vai trò', dropRole: 'Bỏ vai trò này', groupName: 'Tên nhóm thiết bị', atCentre: 'Toàn trung tâm', atUnit: 'Một đơn vị', atGroup: 'Một nhóm thiết bị', saved: 'Đã lưu.',
    newPassword: 'Đường dẫn đặt lại mật khẩu', resetFactors: 'Xóa xác thực bước hai', resetHint: 'Dùng khi người này mất điện thoại. Mọi nơi đang đăng nhập bị đăng xuất.', shutNow: 'Khóa tài khoản', open: 'Mở lại tài khoản', erase: 'Xóa tài khoản', eraseHint: 'Xóa mọi thông tin của tài khoản, trừ nhật ký kiểm toán. Gõ tên đăng nhập để xác nhận.',
    newToken: 'Tạo mã truy cập', tokenLabel: 'Dùng để làm gì', tokenDays: 'Số ngày hiệu lực (để trống: đến khi thu hồi)', tokenMay: 'Chỉ được làm (để trống: như tài khoản)', revoke: 'Thu hồi', actions: 'Việc khác',
  },
};
